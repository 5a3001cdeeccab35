//! What the tests need of the machine, and the Debian packages that bring it.

use std::path::{Path, PathBuf};

use crate::run;

/// Something needed and the package that has it.
pub(crate) struct Need {
    found_by: Probe,
    pub(crate) package: &'static str,
}

enum Probe {
    /// A program in `PATH`.
    Program(&'static str),
    /// A file in a folder that is named after a version: `(parent, file)`.
    Versioned(&'static str, &'static str),
    /// A file.
    File(&'static str),
    /// A module of `python3`.
    Module(&'static str),
}

pub(crate) const NEEDS: &[Need] = &[
    Need {
        found_by: Probe::Program("chromium"),
        package: "chromium",
    },
    Need {
        found_by: Probe::Program("redis-server"),
        package: "redis-server",
    },
    Need {
        found_by: Probe::Versioned("/usr/lib/postgresql", "bin/postgres"),
        package: "postgresql",
    },
    Need {
        found_by: Probe::Program("node"),
        package: "nodejs",
    },
    Need {
        found_by: Probe::Program("npm"),
        package: "npm",
    },
    Need {
        found_by: Probe::Program("php"),
        package: "php-cli",
    },
    Need {
        found_by: Probe::Program("javac"),
        package: "default-jdk-headless",
    },
    Need {
        found_by: Probe::Program("mcs"),
        package: "mono-mcs",
    },
    Need {
        found_by: Probe::File("/usr/lib/mono/4.5/System.Net.Http.dll"),
        package: "libmono-system-net-http4.0-cil",
    },
    Need {
        found_by: Probe::File("/usr/lib/mono/4.5/System.Runtime.Serialization.dll"),
        package: "libmono-system-runtime-serialization4.0-cil",
    },
    Need {
        found_by: Probe::File("/usr/lib/mono/4.5/System.Xml.Linq.dll"),
        package: "libmono-system-xml-linq4.0-cil",
    },
    Need {
        found_by: Probe::Program("curl"),
        package: "curl",
    },
    Need {
        found_by: Probe::Program("python3"),
        package: "python3",
    },
    Need {
        found_by: Probe::Module("ensurepip"),
        package: "python3-venv",
    },
    Need {
        found_by: Probe::Program("certutil"),
        package: "libnss3-tools",
    },
    Need {
        found_by: Probe::Program("update-ca-certificates"),
        package: "ca-certificates",
    },
    Need {
        found_by: Probe::Program("setpriv"),
        package: "util-linux",
    },
];

impl Need {
    pub(crate) fn is_met(&self) -> bool {
        match self.found_by {
            Probe::Program(name) => in_path(name).is_some(),
            Probe::Versioned(parent, file) => {
                let versions = Path::new(parent).read_dir().into_iter().flatten().flatten();
                versions
                    .map(|folder| folder.path().join(file))
                    .any(|file| file.is_file())
            }
            Probe::File(path) => Path::new(path).is_file(),
            Probe::Module(name) => run::output(run::command(
                "python3",
                ".",
                &["-c", &format!("import {name}")],
            ))
            .is_ok(),
        }
    }
}

/// The first program of this name in `PATH`.
#[expect(
    clippy::disallowed_methods,
    reason = "looking for programs is what PATH is for"
)]
pub(crate) fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut places = std::env::split_paths(&path).map(|folder| folder.join(program));
    places.find(|place| place.is_file())
}

/// Whether this process may install packages.
pub(crate) fn may_install() -> bool {
    let id = run::output(run::command("id", ".", &["-u"]));
    in_path("apt-get").is_some() && id.is_ok_and(|id| id.trim() == "0")
}
