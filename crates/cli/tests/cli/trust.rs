//! The stores are real, under folders of the test's own: Debian's `update-ca-certificates` and NSS's `certutil` do the work.

use std::path::Path;
use std::process::Command;

use crate::program::{Seen, countersign, port_after};

const PATH: &str = "/usr/sbin:/usr/bin:/sbin:/bin";

/// A home with a browser's database, and a file system with Debian's folders.
struct Machine(tempfile::TempDir);

impl Machine {
    fn new() -> Machine {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        for made in [
            "usr/local/share/ca-certificates",
            "usr/share/ca-certificates",
            "etc/ssl/certs",
        ] {
            std::fs::create_dir_all(root.join(made)).unwrap();
        }
        std::fs::write(root.join("etc/ca-certificates.conf"), "").unwrap();
        std::fs::create_dir(folder.path().join("home")).unwrap();
        // Another authority is trusted already, as on every machine.
        let other = folder.path().join("other");
        let made = countersign(&["trust", "--print", "--tls-dir", other.to_str().unwrap()]).run();
        assert_eq!(made.code, Some(0), "{made}");
        let local = root.join("usr/local/share/ca-certificates/other.crt");
        std::fs::copy(other.join("ca.pem"), local).unwrap();
        Machine(folder)
    }

    fn with_firefox(self) -> Machine {
        let profile = self.home().join(".mozilla/firefox/x.default");
        std::fs::create_dir_all(&profile).unwrap();
        assert!(certutil(&profile, &["-N", "--empty-password"]).0);
        self
    }

    fn home(&self) -> std::path::PathBuf {
        self.0.path().join("home")
    }

    fn bundle(&self) -> std::path::PathBuf {
        self.0.path().join("root/etc/ssl/certs/ca-certificates.crt")
    }

    /// How many authorities programs see.
    fn trusted(&self) -> usize {
        let bundle = std::fs::read_to_string(self.bundle()).unwrap();
        bundle.matches("BEGIN CERTIFICATE").count()
    }

    fn trust(&self, args: &[&str]) -> Seen {
        let root = self.0.path().join("root");
        countersign(&[&["trust", "--prefix", root.to_str().unwrap()], args].concat())
            .env("HOME", self.home().to_str().unwrap())
            .env("PATH", PATH)
            .run()
    }
}

fn certutil(database: &Path, args: &[&str]) -> (bool, String) {
    let output = Command::new("certutil")
        .arg("-d")
        .arg(format!("sql:{}", database.display()))
        .args(args)
        .output()
        .expect("certutil is there; cargo xtask setup installs it");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn it_is_put_into_every_store_once_and_taken_out_again() {
    let machine = Machine::new().with_firefox();
    let profile = machine.home().join(".mozilla/firefox/x.default");
    let before = machine.trust(&["--status"]);
    assert_eq!(before.code, Some(1), "{before}");
    assert!(
        before.stdout.contains("there is no authority in"),
        "{before}"
    );

    for _ in 0..2 {
        let seen = machine.trust(&[]);
        assert_eq!(seen.code, Some(0), "{seen}");
        assert!(seen.stdout.contains("trusted      the system"), "{seen}");
        assert!(seen.stdout.contains("trusted      Firefox"), "{seen}");
        assert_eq!(machine.trusted(), 2, "ours and the other");
        assert_eq!(
            certutil(&profile, &["-L"])
                .1
                .matches("Countersign emulator CA")
                .count(),
            1
        );
    }
    assert_eq!(machine.trust(&["--status"]).code, Some(0));
    let key = machine
        .home()
        .join(".local/share/countersign/ca/ca-key.pem");
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(key).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);

    let removed = machine.trust(&["--remove"]);
    assert_eq!(removed.code, Some(0), "{removed}");
    assert_eq!(machine.trusted(), 1, "the other");
    assert!(!certutil(&profile, &["-L"]).1.contains("Countersign"));
    let again = machine.trust(&["--remove"]);
    assert_eq!(again.code, Some(0), "{again}");
    assert!(again.stdout.contains("not there    the system"), "{again}");
    assert_eq!(machine.trust(&["--status"]).code, Some(1));
}

#[test]
fn curl_takes_the_emulator_for_api_zoom_us_while_it_is_trusted() {
    let machine = Machine::new();
    let mut running = countersign(&[
        "emulate",
        "--tls",
        "127.0.0.1:0",
        "--listen",
        "127.0.0.1:0",
        "--control",
        "127.0.0.1:0",
    ])
    .env("HOME", machine.home().to_str().unwrap())
    .spawn();
    let text = running.read_until("COUNTERSIGN_ZOOM_BRIDGE");
    let port = port_after(&text, "TLS      https://127.0.0.1:");
    let curl = || {
        let output = Command::new("curl")
            .args([
                "-sS",
                "--max-time",
                "20",
                "--resolve",
                &format!("api.zoom.us:{port}:127.0.0.1"),
            ])
            .args(["--capath", "/nowhere", "--cacert"])
            .arg(machine.bundle())
            .arg(format!("https://api.zoom.us:{port}/v2/users/me"))
            .output()
            .unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    assert_eq!(machine.trust(&["--store", "system"]).code, Some(0));
    assert!(curl().contains("\"code\":124"), "{}", curl());
    assert_eq!(
        machine.trust(&["--store", "system", "--remove"]).code,
        Some(0)
    );
    assert!(!curl().contains("\"code\":124"), "{}", curl());
}

#[test]
fn what_cannot_be_done_says_what_to_do() {
    let machine = Machine::new();
    let seen = countersign(&["trust"]).run();
    assert!(
        seen.code == Some(2) && seen.stderr.contains("--tls-dir DIR"),
        "{seen}"
    );
    let seen = countersign(&["trust"])
        .env("HOME", "/root")
        .env("SUDO_USER", "ada")
        .run();
    assert!(
        seen.code == Some(2) && seen.stderr.contains("not ada's"),
        "{seen}"
    );
    let seen = machine.trust(&["--remove", "--print"]);
    assert_eq!(seen.code, Some(2), "{seen}");

    let bare = tempfile::tempdir().unwrap();
    let seen = countersign(&[
        "trust",
        "--store",
        "system",
        "--prefix",
        bare.path().to_str().unwrap(),
    ])
    .env("HOME", machine.home().to_str().unwrap())
    .run();
    assert!(
        seen.code == Some(3) && seen.stderr.contains("install the package ca-certificates"),
        "{seen}"
    );

    // A file where the store wants to write one: what the system says comes through, and the others are still done.
    let id = machine.trust(&["--print"]).stdout;
    let id = id
        .lines()
        .next()
        .unwrap()
        .rsplit(' ')
        .next()
        .unwrap()
        .to_owned();
    let folder = machine
        .0
        .path()
        .join("root/usr/local/share/ca-certificates");
    std::fs::create_dir(folder.join(format!("countersign-emulator-{id}.crt"))).unwrap();
    let seen = machine.trust(&["--store", "system"]);
    assert!(
        seen.code == Some(3) && seen.stdout.contains("failed"),
        "{seen}"
    );
}

#[test]
fn what_it_prints_is_read_by_a_shell() {
    let machine = Machine::new();
    let printed = machine.trust(&["--print"]);
    assert_eq!(printed.code, Some(0), "{printed}");
    let script = format!("{}\nprintf %s \"$NODE_EXTRA_CA_CERTS\"", printed.stdout);
    let output = Command::new("sh").arg("-c").arg(script).output().unwrap();
    assert!(output.status.success());
    let path = String::from_utf8(output.stdout).unwrap();
    assert!(
        std::fs::read_to_string(path)
            .unwrap()
            .contains("BEGIN CERTIFICATE")
    );
}
