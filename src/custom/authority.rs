//! Authorities to trust: which files, and whether what is in them is certificates of authorities and nothing else.

use super::scope::Scope;
use super::{Authority, CERTIFICATES, Host};
use crate::finding::Finding;
use crate::text::custom as text;
use x509_parser::pem::Pem;

/// The files of authorities of an image.
pub(super) fn named(scope: &Scope<'_>, host: &Host<'_>, findings: &mut Vec<Finding>) -> Vec<Authority> {
    let mut found: Vec<Authority> = Vec::new();
    for (held, path, origin) in scope.items("ca") {
        let number = found.iter().filter(|other| other.scope == held).count() + 1;
        found.push(Authority {
            scope: held.to_owned(),
            path: path.to_owned(),
            copy: format!("{CERTIFICATES}/{held}/{number}.pem"),
            origin: origin.clone(),
        });
    }
    if let Some(first) = found.first() {
        let without = match host.component.id.as_str() {
            "pilot" => Some(text::ca_without_image_pilot()),
            "proxy" => Some(text::ca_without_image_proxy()),
            _ => None,
        };
        if let Some(without) = without {
            let finding = Finding::info("ca-without-image", &first.origin, text::ca_in_image(&host.component.id));
            findings.push(finding.hint(without));
        }
    }
    found
}

/// What is wrong with a file of authorities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It holds no certificate in PEM form.
    Empty,
    /// It holds a private key, which no image may have.
    PrivateKey,
    /// It holds something else by this name.
    Other(String),
    /// The certificate of this number, from 1, cannot be read.
    Broken(usize),
    /// The certificate of this subject is no authority's.
    NotAuthority(String),
    /// The certificate of this subject ended on this day.
    Expired(String, String),
    /// The certificate of this subject begins on this day.
    NotYet(String, String),
}

/// Whether a text holds a private key in PEM form.
#[must_use]
pub fn holds_private_key(bytes: &[u8]) -> bool {
    let sign: &[u8] = b"PRIVATE KEY-----";
    bytes.windows(sign.len()).any(|window| window == sign)
}

/// Looks into a PEM file: all problems. `now` is in seconds since 1970.
#[must_use]
pub fn check(bytes: &[u8], now: i64) -> Vec<Problem> {
    if holds_private_key(bytes) {
        return vec![Problem::PrivateKey];
    }
    let mut problems = Vec::new();
    let (mut count, mut begun) = (0, 0);
    for block in Pem::iter_from_buffer(bytes) {
        begun += 1;
        match block {
            Ok(pem) if pem.label == "CERTIFICATE" || pem.label == "TRUSTED CERTIFICATE" => {
                count += 1;
                certificate(&pem, count, now, &mut problems);
            }
            Ok(pem) => problems.push(Problem::Other(pem.label)),
            Err(_) => {
                problems.push(Problem::Broken(count + 1));
                break;
            }
        }
    }
    if begun == 0 {
        problems.push(Problem::Empty);
    }
    problems
}

fn certificate(pem: &Pem, number: usize, now: i64, problems: &mut Vec<Problem>) {
    let Ok(certificate) = pem.parse_x509() else {
        problems.push(Problem::Broken(number));
        return;
    };
    let subject: String = certificate.subject().to_string().chars().filter(|c| !c.is_control()).take(120).collect();
    // Version 1 has no extensions: old roots are such.
    let has_extensions = certificate.version().0 >= 2;
    let authority = certificate.basic_constraints().ok().flatten().is_some_and(|extension| extension.value.ca);
    if has_extensions && !authority {
        problems.push(Problem::NotAuthority(subject.clone()));
    }
    let day = |seconds: i64| crate::plan::rfc3339(seconds).split('T').next().unwrap_or_default().to_owned();
    let validity = certificate.validity();
    if validity.not_after.timestamp() < now {
        problems.push(Problem::Expired(subject, day(validity.not_after.timestamp())));
    } else if validity.not_before.timestamp() > now {
        problems.push(Problem::NotYet(subject, day(validity.not_before.timestamp())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, KeyPair, date_time_ymd};

    fn made(authority: bool, until: i32) -> (String, String) {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "Example Root");
        params.is_ca = if authority { IsCa::Ca(BasicConstraints::Unconstrained) } else { IsCa::ExplicitNoCa };
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(until, 1, 1);
        let key = KeyPair::generate().unwrap();
        (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
    }

    #[test]
    fn only_certificates_of_authorities_that_are_in_force_pass_without_a_word() {
        const NOW: i64 = 1_790_000_000; // 2026-09-21
        let (root, key) = made(true, 2040);
        assert_eq!(check(root.as_bytes(), NOW), []);
        assert_eq!(check(format!("# ours\n{root}{root}").as_bytes(), NOW), []);
        assert!(
            matches!(&check(made(false, 2040).0.as_bytes(), NOW)[..], [Problem::NotAuthority(name)] if name.contains("Example"))
        );
        assert!(
            matches!(&check(made(true, 2025).0.as_bytes(), NOW)[..], [Problem::Expired(_, day)] if day == "2025-01-01")
        );
        assert!(matches!(&check(root.as_bytes(), 0)[..], [Problem::NotYet(_, day)] if day == "2020-01-01"));
        assert_eq!(check(format!("{root}{key}").as_bytes(), NOW), [Problem::PrivateKey]);
        assert_eq!(check(b"", NOW), [Problem::Empty]);
        assert_eq!(check(b"\x30\x82\x01\x02", NOW), [Problem::Empty]);
        assert_eq!(check(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", NOW), [Problem::Broken(1)]);
        let cut = &root[..root.len() / 2];
        assert!(matches!(check(cut.as_bytes(), NOW)[..], [Problem::Broken(1)]));
        let other = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n";
        assert_eq!(check(other.as_bytes(), NOW), [Problem::Other("PUBLIC KEY".to_owned())]);
    }
}
