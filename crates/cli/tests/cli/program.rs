//! Running the program and looking at what it did.

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// Credentials that are nobody's.
pub(crate) const CLIENT_ID: &str = "abcdefghijklmnopqrstuv";
pub(crate) const CLIENT_SECRET: &str = "canary6789abcdefghijklmnopqrstuv";

/// One run of `countersign` in an empty folder of its own.
pub(crate) struct Program {
    command: Command,
    stdin: Vec<u8>,
    folder: tempfile::TempDir,
}

/// What a run did. Its text form is what the snapshots hold.
pub(crate) struct Seen {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    folder: PathBuf,
}

pub(crate) fn countersign(args: &[&str]) -> Program {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
    command.args(args).env_clear().current_dir(folder.path());
    Program {
        command,
        stdin: Vec::new(),
        folder,
    }
}

impl Program {
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn with_credentials(self) -> Self {
        self.env("ZOOM_MEETING_SDK_KEY", CLIENT_ID)
            .env("ZOOM_MEETING_SDK_SECRET", CLIENT_SECRET)
    }

    pub(crate) fn stdin(mut self, text: &str) -> Self {
        self.stdin = text.as_bytes().to_vec();
        self
    }

    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        std::fs::write(self.folder.path().join(name), text).unwrap();
        self
    }

    /// In this folder instead of an empty one.
    pub(crate) fn inside(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn run(mut self) -> Seen {
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that does not read its input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(&self.stdin);
        let output = child.wait_with_output().unwrap();
        Seen {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            folder: self.folder.path().to_owned(),
        }
    }

    /// Starts a server; it ends with the returned handle. What it logs goes to the file `log` in its folder.
    pub(crate) fn spawn(mut self) -> Running {
        let log = std::fs::File::create(self.folder.path().join("log")).unwrap();
        let mut child = self
            .command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let stdout = child.stdout.take().unwrap();
        Running {
            child,
            lines: BufReader::new(stdout).lines(),
            folder: self.folder,
        }
    }
}

/// The port that stands in `text` after `before`.
pub(crate) fn port_after(text: &str, before: &str) -> u16 {
    let (_, rest) = text.split_once(before).unwrap();
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next();
    digits.unwrap().parse().unwrap()
}

/// The whole answer to a GET, head and body.
pub(crate) fn get(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let folder = self.folder.display().to_string();
        let clean = |text: &str| text.replace(&folder, "[folder]");
        match self.code {
            Some(code) => writeln!(f, "exit code {code}")?,
            None => writeln!(f, "ended by a signal")?,
        }
        if !self.stdout.is_empty() {
            write!(f, "--- standard output\n{}", clean(&self.stdout))?;
        }
        if !self.stderr.is_empty() {
            write!(f, "--- standard error\n{}", clean(&self.stderr))?;
        }
        Ok(())
    }
}

/// A server that is running.
pub(crate) struct Running {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    folder: tempfile::TempDir,
}

impl Running {
    /// What it prints up to and with the line that contains `mark`.
    pub(crate) fn read_until(&mut self, mark: &str) -> String {
        let mut text = String::new();
        for line in self.lines.by_ref() {
            let line = line.unwrap();
            text.push_str(&line);
            text.push('\n');
            if line.contains(mark) {
                return text;
            }
        }
        panic!("it ended without {mark:?}: {text}");
    }

    /// The object that it prints.
    pub(crate) fn read_json(&mut self) -> serde_json::Value {
        let mut text = String::new();
        for line in self.lines.by_ref() {
            let line = line.unwrap();
            text.push_str(&line);
            if line == "}" {
                return serde_json::from_str(&text).unwrap();
            }
        }
        panic!("it ended without an object: {text}");
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What it has logged so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Sends SIGTERM and says with which code the server ended.
    pub(crate) fn terminate(self) -> Option<i32> {
        self.signal("-TERM").0
    }

    /// Sends a signal and says with which code the server ended, and what it printed meanwhile.
    pub(crate) fn signal(mut self, name: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let kill = Command::new("kill").args([name, &id]).status();
        assert!(kill.unwrap().success());
        let rest: Vec<String> = self.lines.by_ref().map_while(Result::ok).collect();
        (self.child.wait().unwrap().code(), rest.join("\n"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
