//! A PostgreSQL server for one test: own folder, own port, gone when dropped.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use secrecy::SecretString;

pub(super) struct Server {
    process: Child,
    port: u16,
    _dir: tempfile::TempDir,
}

impl Server {
    /// Panics with what to install when PostgreSQL is missing: a test that does not run proves nothing.
    pub(super) fn start() -> Server {
        let bin = binaries();
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let owner = Owner::of(dir.path());
        let init = owner
            .command(&bin.join("initdb"))
            .args([
                "--auth=trust",
                "--username=countersign",
                "--no-sync",
                "--encoding=UTF8",
                "-D",
            ])
            .arg(&data)
            .output()
            .unwrap();
        assert!(
            init.status.success(),
            "initdb: {}",
            String::from_utf8_lossy(&init.stderr)
        );
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let process = owner
            .command(&bin.join("postgres"))
            .args(["-F", "-h", "127.0.0.1", "-p", &port.to_string(), "-k"])
            .arg(dir.path())
            .arg("-D")
            .arg(&data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Server {
            process,
            port,
            _dir: dir,
        };
        server.wait(&bin);
        server
    }

    pub(super) fn url(&self) -> SecretString {
        format!("postgres://countersign@127.0.0.1:{}/postgres", self.port).into()
    }

    fn wait(&self, bin: &Path) {
        for _ in 0..300 {
            let ready = Command::new(bin.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status()
                .unwrap();
            if ready.success() {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
        panic!("PostgreSQL did not come up on port {}", self.port);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// PostgreSQL refuses to run as root; then the folder is given to the user that Debian's package made.
struct Owner {
    setpriv: bool,
}

impl Owner {
    fn of(dir: &Path) -> Owner {
        let id = Command::new("id").arg("-u").output().unwrap().stdout;
        let root = id.trim_ascii() == b"0";
        if root {
            let given = Command::new("chown")
                .arg("postgres")
                .arg(dir)
                .status()
                .unwrap();
            assert!(
                given.success(),
                "there is no user postgres: apt-get install postgresql"
            );
        }
        Owner { setpriv: root }
    }

    fn command(&self, program: &Path) -> Command {
        if !self.setpriv {
            return Command::new(program);
        }
        let mut command = Command::new("setpriv");
        command
            .args([
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                "--pdeathsig=KILL",
                "--",
            ])
            .arg(program)
            .current_dir("/");
        command
    }
}

fn binaries() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    versions
        .map(|version| version.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists())
        .max()
        .expect("PostgreSQL is not installed: apt-get install postgresql")
}
