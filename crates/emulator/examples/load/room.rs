//! Many participants in one meeting.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use countersign_token::{Claims, ClientId, MeetingNumber, Role, Signer, Ttl, WebClaims};
use futures_util::StreamExt;
use reqwest::Method;
use serde_json::Value;

use crate::desk::{Desk, HOST};
use crate::rates::send;
use crate::{Failed, median};

const PARTICIPANTS: usize = 1_000;

impl Desk {
    /// Takes the host and all others into one meeting, and tells how long the first and the last took to be known.
    pub(crate) async fn fill_room(
        &mut self,
        memory: &mut Vec<(&str, [u64; 2])>,
    ) -> Result<(), Failed> {
        self.next_day().await?;
        let body = send(vec![self.post_meeting(HOST)]).await?;
        let meeting: Value = serde_json::from_slice(body.first().ok_or("no meeting")?)?;
        let number = meeting["id"].as_u64().ok_or("no id")?;
        let body = send(vec![
            self.api(Method::GET, &format!("/users/{HOST}/token?type=zak")),
        ])
        .await?;
        let zak: Value = serde_json::from_slice(body.first().ok_or("no ZAK")?)?;
        let zak = zak["token"].as_str().ok_or("no ZAK")?;

        let told = Arc::new(AtomicUsize::new(0));
        let mut known = Vec::new();
        let begin = Instant::now();
        for index in 0..PARTICIPANTS {
            let before = told.load(Ordering::SeqCst);
            let (answer, since) = (self.ask(number, index, zak).await?, Instant::now());
            self.sit(number, &answer, &told).await?;
            // Itself, and everybody who was there.
            let wanted = before + index + 1;
            while told.load(Ordering::SeqCst) < wanted {
                if since.elapsed() > Duration::from_secs(30) {
                    return Err("a join was not told to everybody".into());
                }
                tokio::time::sleep(Duration::from_micros(200)).await;
            }
            known.push(since.elapsed());
            if index + 1 == 100 {
                memory.push(("100 participants", self.resident()?));
            }
        }
        let total = begin.elapsed();
        memory.push(("1 000 participants", self.resident()?));
        println!("{PARTICIPANTS} participants, one after the other, in {total:.1?}");
        for (which, range) in [("2nd to 101st", 1..101), ("900th to 1 000th", 899..1_000)] {
            let time = median(&mut known[range].to_vec());
            println!("from dialling until everybody knows of the {which}: {time:.1?} (median)");
        }
        Ok(())
    }

    /// What the SDK posts before it dials; the first is the host.
    async fn ask(&self, number: u64, index: usize, zak: &str) -> Result<Value, Failed> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let app = &self.facts["sdk"];
        let signer = Signer::new(ClientId::new(&text(&app[0]))?, &text(&app[1]).into())?;
        let role = if index == 0 {
            Role::Host
        } else {
            Role::Attendee
        };
        let claims = Claims::Web(WebClaims::new(MeetingNumber::try_from(number)?, role));
        let signature = signer.sign(&claims, self.now, Ttl::DEFAULT).into_string();
        let (number, name) = (number.to_string(), format!("Participant {index}"));
        let mut form = vec![
            ("apiKey", ""),
            ("signatureType", "sdk"),
            ("signature", &*signature),
            ("meetingNumber", &*number),
            ("userName", &*name),
            ("lang", "en-US"),
            ("passWord", "abc123"),
            ("userEmail", ""),
            ("customerKey", ""),
            ("sdkOrigin", "aHR0cDovL2xvY2FsaG9zdDo4MDkw"),
            ("proxy", "1"),
            ("cv", "6.2.0"),
            ("ulsm", if index == 0 { "1" } else { "0" }),
        ];
        if index == 0 {
            form.push(("zsk", zak));
        }
        let url = format!("{}/api/v1/wc/info", self.fact("base"));
        let answer: Value = self.http.post(url).form(&form).send().await?.json().await?;
        let ping = format!("{}/wc/ping/{number}", self.fact("base"));
        self.http.get(ping).send().await?.error_for_status()?;
        match answer["status"] == true {
            true => Ok(answer),
            false => Err(format!("refused: {answer}").into()),
        }
    }

    /// Dials, and counts the roster frames that come from then on.
    async fn sit(
        &self,
        number: u64,
        answer: &Value,
        told: &Arc<AtomicUsize>,
    ) -> Result<(), Failed> {
        let base = self.fact("base").replacen("http", "ws", 1);
        let auth = answer["result"]["auth"].as_str().ok_or("no auth")?;
        let url = format!("{base}/wc/api/{number}?dn2=eA&auth={auth}&mid=x&lang=en-US");
        let (mut socket, _) = tokio_tungstenite::connect_async(url).await?;
        let told = Arc::clone(told);
        tokio::spawn(async move {
            while let Some(Ok(message)) = socket.next().await {
                let roster = message.to_text().is_ok_and(|text| text.contains("7937"));
                told.fetch_add(usize::from(roster), Ordering::SeqCst);
            }
        });
        Ok(())
    }
}
