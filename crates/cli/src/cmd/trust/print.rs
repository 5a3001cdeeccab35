//! What programs with a store of their own want to be told.

use std::io::{self, Write};

use countersign_emulator::Authority;

use crate::authority::System;

/// Each of these makes one program or library trust a file.
const VARIABLES: [(&str, &str); 4] = [
    ("NODE_EXTRA_CA_CERTS", "Node, in addition to its own"),
    (
        "REQUESTS_CA_BUNDLE",
        "Python's requests, instead of its own",
    ),
    (
        "SSL_CERT_FILE",
        "OpenSSL (Python's ssl, PHP, Ruby), Go and .NET on Linux, instead of the system's",
    ),
    ("CURL_CA_BUNDLE", "curl, instead of the system's"),
];

/// As lines that a shell reads; what is no variable is a comment.
pub(super) fn exports(
    authority: &Authority,
    system: System,
    to: &mut impl Write,
) -> io::Result<()> {
    let path = authority.path();
    let quoted = quote(&path.display().to_string());
    writeln!(to, "# {}", authority.name())?;
    for (name, whose) in VARIABLES {
        writeln!(to, "export {name}={quoted}    # {whose}")?;
    }
    if system == System::Linux {
        writeln!(to, "#")?;
        writeln!(
            to,
            "# Where \"instead\" is a nuisance: after `countersign trust` the system's own bundle has it too,"
        )?;
        writeln!(to, "# on Debian /etc/ssl/certs/ca-certificates.crt.")?;
    }
    writeln!(to, "#")?;
    writeln!(
        to,
        "# curl    curl --cacert {quoted} https://localhost:8443/bridge.js"
    )?;
    writeln!(
        to,
        "# PHP     php -d curl.cainfo={quoted} -d openssl.cafile={quoted} test.php"
    )?;
    writeln!(
        to,
        "# Java    keytool -importcert -noprompt -alias countersign -file {quoted} -keystore zoom-test.p12 -storetype PKCS12 -storepass changeit"
    )?;
    writeln!(
        to,
        "#         java -Djavax.net.ssl.trustStore=zoom-test.p12 -Djavax.net.ssl.trustStorePassword=changeit …"
    )?;
    writeln!(
        to,
        "# .NET    on Linux SSL_CERT_FILE as above; on macOS and Windows `countersign trust`"
    )?;
    Ok(())
}

/// For a shell.
fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn a_quote_does_not_end_the_word() {
        assert_eq!(
            quote("/home/o'neil/my ca.pem"),
            r"'/home/o'\''neil/my ca.pem'"
        );
    }
}
