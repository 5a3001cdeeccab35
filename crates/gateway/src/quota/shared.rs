use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Script};
use secrecy::{ExposeSecret, SecretString};

use super::{Class, Limits};

/// Redis cannot be used. The text may name the host, never the password.
#[derive(Debug, thiserror::Error)]
#[error("redis: {0}")]
pub struct RedisError(String);

/// The generic cell rate algorithm on Redis's own clock, so that replicas with different clocks count alike. The key holds
/// the time at which the client has used up nothing; it goes away by itself.
const GCRA: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local every, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local free_at = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + every
local wait = free_at - every * burst - now
if wait > 0 then
  return math.ceil(wait / 1000000)
end
redis.call('SET', KEYS[1], string.format('%.0f', free_at), 'PX', math.ceil((free_at - now) / 1000))
return 0
";

/// The longest a request waits for Redis.
const PATIENCE: Duration = Duration::from_millis(500);

/// How long Redis is left alone after it did not answer, so that not every request waits for it.
const PAUSE: Duration = Duration::from_secs(5);

/// Counts that all replicas share.
pub(super) struct Shared {
    connection: ConnectionManager,
    script: Script,
    limits: Limits,
    failed_at: Mutex<Option<Instant>>,
}

impl Shared {
    pub(super) async fn connect(url: &SecretString, limits: Limits) -> Result<Shared, RedisError> {
        let client = Client::open(url.expose_secret()).map_err(|_| {
            RedisError(
                "the URL must be redis://host:port or redis://:password@host:port".to_owned(),
            )
        })?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(Duration::from_secs(3)))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(1);
        let connection = ConnectionManager::new_with_config(client, config)
            .await
            .map_err(|error| RedisError(error.to_string()))?;
        Ok(Shared {
            connection,
            script: Script::new(GCRA),
            limits,
            failed_at: Mutex::new(None),
        })
    }

    /// As [`super::Quotas::take`]; nothing when Redis does not answer.
    pub(super) async fn take(&self, class: Class, who: &str) -> Option<Result<(), u64>> {
        if self.pauses() {
            return None;
        }
        match self.run(class, who).await {
            Ok(0) => Some(Ok(())),
            Ok(seconds) => Some(Err(seconds)),
            Err(error) => {
                tracing::warn!(%error, "redis does not answer; this process counts alone for a while");
                *self
                    .failed_at
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
                None
            }
        }
    }

    fn pauses(&self) -> bool {
        let failed_at = *self
            .failed_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        failed_at.is_some_and(|failed_at| failed_at.elapsed() < PAUSE)
    }

    async fn run(&self, class: Class, who: &str) -> Result<u64, redis::RedisError> {
        let limit = self.limits.of(class);
        let (burst, every) = (limit.burst(), limit.every());
        self.script
            .key(format!("countersign:quota:{}:{who}", class.name()))
            .arg(u64::try_from(every.as_micros()).unwrap_or(u64::MAX))
            .arg(burst.get())
            .invoke_async(&mut self.connection.clone())
            .await
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::process::{Child, Command, Stdio};

    use super::super::Quotas;
    use super::*;

    struct Server {
        process: Child,
        url: SecretString,
        _dir: tempfile::TempDir,
    }

    impl Server {
        async fn start() -> Server {
            let port = TcpListener::bind("127.0.0.1:0")
                .unwrap()
                .local_addr()
                .unwrap()
                .port();
            let dir = tempfile::tempdir().unwrap();
            let process = Command::new("redis-server")
                .args([
                    "--port",
                    &port.to_string(),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--dir",
                ])
                .arg(dir.path())
                .stdout(Stdio::null())
                .spawn()
                .expect("redis-server is not installed: apt-get install redis-server");
            let url: SecretString = format!("redis://127.0.0.1:{port}").into();
            let server = Server {
                process,
                url,
                _dir: dir,
            };
            for _ in 0..100 {
                if Shared::connect(&server.url, Limits::default())
                    .await
                    .is_ok()
                {
                    return server;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            panic!("redis-server did not come up on port {port}");
        }
    }

    impl Drop for Server {
        fn drop(&mut self) {
            self.process.kill().ok();
            self.process.wait().ok();
        }
    }

    async fn used_up(quotas: &Quotas, who: &str) -> u64 {
        for _ in 0..1_000 {
            if let Err(seconds) = quotas.take(Class::Diagnose, who).await {
                return seconds;
            }
        }
        panic!("there is no limit");
    }

    #[tokio::test]
    async fn two_replicas_share_one_limit_and_fall_back_to_their_own() {
        let server = Server::start().await;
        let (one, other) = (
            Quotas::open(Some(&server.url), Limits::default())
                .await
                .unwrap(),
            Quotas::open(Some(&server.url), Limits::default())
                .await
                .unwrap(),
        );
        let seconds = used_up(&one, "1.1.1.1").await;
        assert!(
            (1..=2).contains(&seconds),
            "one more comes every second: {seconds}"
        );
        assert!(
            other.take(Class::Diagnose, "1.1.1.1").await.is_err(),
            "the limit is shared"
        );
        assert!(
            other.take(Class::Diagnose, "2.2.2.2").await.is_ok(),
            "others are not held up"
        );
        assert!(
            other.take(Class::Sign, "1.1.1.1").await.is_ok(),
            "nor other things"
        );

        drop(server);
        assert!(
            other.take(Class::Diagnose, "1.1.1.1").await.is_ok(),
            "each counts alone"
        );
        used_up(&other, "1.1.1.1").await;
    }

    #[tokio::test]
    async fn a_redis_that_is_not_there_is_told_at_the_start_without_its_password() {
        let url: SecretString = "redis://:hunter2@127.0.0.1:1".into();
        let error = Quotas::open(Some(&url), Limits::default())
            .await
            .err()
            .unwrap()
            .to_string();
        assert!(!error.contains("hunter2"), "{error}");
    }
}
