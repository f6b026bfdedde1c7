use super::*;
use crate::text::Language;
use proptest::prelude::*;

/// A made-up secret of each form.
fn samples() -> Vec<(String, &'static str)> {
    let body = "A2b3C4d5E6f7G2h3I4j5K6l7M2n3O4p5Q6r7S2t3U4v5W6x7Y2z3A4b5C6d7E2f3G4h5";
    let of = |form: &form::Form| {
        let body = if form.what == "AWS access key" { "ABCDEFGHIJKLMN23" } else { body };
        (format!("{}{body}", form.prefix), form.what)
    };
    FORMS.iter().map(of).collect()
}

#[test]
fn every_form_is_found_wherever_it_stands_and_masked_to_its_last_character() {
    for (secret, what) in samples() {
        for (before, after) in [("", ""), ("a=", " b"), ("{\"x\": \"", "\"}"), ("é ", "\u{2028}")] {
            let text = format!("{before}{secret}{after}");
            let found = find(&text);
            assert_eq!(found.iter().map(|found| found.what).collect::<Vec<_>>(), [what], "{text}");
            let masked = mask(&text);
            assert!(!masked.contains(&secret[secret.len() - 8..]), "{masked}");
            assert_eq!(masked.chars().count(), text.chars().count());
        }
    }
    for form in FORMS {
        assert!(form.source.len() > 8, "{} names no source", form.what);
    }
}

#[test]
fn logins_and_tokens_are_found() {
    for (text, what, kept) in [
        ("https://me:hunter2@example.com/x", "login in a URL", "https://**********@example.com/x"),
        ("https://me:a/b@example.com/x", "login in a URL", "https://******@example.com/x"),
        ("go https://u:p@h?x and http://h/", "login in a URL", "go https://***@h?x and http://h/"),
        (
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
            "JSON Web Token",
            "*************************************************************************************************",
        ),
    ] {
        assert_eq!(find(text).first().map(|found| found.what), Some(what), "{text}");
        assert_eq!(mask(text).trim_end_matches('*'), kept.trim_end_matches('*'));
    }
}

#[test]
fn what_may_be_a_login_is_not_said() {
    assert_eq!(mask("`me:hunter2@registry.example.com/a` is no"), "`**********@registry.example.com/a` is no");
    for same in ["pilot:1.30.3@sha256:0123", "git@github.com:istio/istio", "mailto:me@example.com", "a: b@c.d"] {
        assert_eq!(mask(same), same);
    }
}

#[test]
fn what_is_no_secret_is_let_through() {
    for text in [
        "ssh://git@github.com/istio/istio",
        "git@github.com:istio/istio",
        "https://proxy.example.com:3128/a@b:c",
        "https://user:${PASSWORD}@host/",
        "AKIA is a prefix",
        "AKIAIOSFODNN7EXAMPLE1234567",
        "ghp_short",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "56df41f63e513f834c9a3af33d8aed82d1d961f2",
        "kubeconfig: /etc/istio/remote/config",
    ] {
        assert_eq!(find(text), [], "{text}");
        assert_eq!(form::of_content(text), None, "{text}");
    }
}

#[test]
fn randomness_counts_behind_a_name_alone() {
    let told = |yaml: &str| {
        let (preset, findings) = crate::preset::read(yaml, &Origin::Preset("t".into()));
        assert_eq!(findings, []);
        let mut findings = Vec::new();
        check(&preset, &mut findings);
        findings.iter().map(|found| format!("{} {}", found.severity, found.rule)).collect::<Vec<_>>()
    };
    let random = "9f86d081884c7d659a2feaa0c55ad015";
    assert_eq!(told(&format!("env: {{pilot: {{DB_TOKEN: {random}}}}}")), ["error secret-name"]);
    assert_eq!(told("env: {pilot: {DB_PASSWORD: hunter2}}"), ["error secret-name"]);
    assert_eq!(told("env: {pilot: {DB_PASSWORD: {value: hunter2, unchecked: true}}}"), ["warning secret-name"]);
    assert_eq!(told(&format!("labels: {{my.api-key: {random}, revision: {random}}}")), ["error secret-name"]);
    assert_eq!(told("mesh: {a: [{b: 'https://me:hunter2@example.com'}]}"), ["error secret"]);
    assert_eq!(told("istio: {source: 'https://me:hunter2@example.com/istio'}"), [""; 0]);
    for fine in [
        "TOKEN_AUDIENCES: istio-ca",
        "JWT_TOKEN: /var/run/secrets/token",
        "A_SECRET: 24h",
        "B_TOKEN: 'true'",
        "C_PASSWORD: '${X}'",
    ] {
        assert_eq!(told(&format!("env: {{pilot: {{{fine}}}}}")), [""; 0], "{fine}");
    }
}

#[test]
fn files_are_known_by_name_or_content() {
    for path in ["a/.git-credentials", "x/.kube/config", ".docker/config.json", "certs/server.p12", "ID_RSA", "_netrc"]
    {
        assert!(of_name(path).is_some(), "{path}");
    }
    for path in ["config.json", "a/config", "credentials", "id_rsa.pub", "ca.pem"] {
        assert_eq!(of_name(path), None, "{path}");
    }
    let auths = "{\"auths\": {\"docker.io\": {\"auth\": \"bWU6aHVudGVyMg==\"}}}";
    assert_eq!(of_file("x.json", auths.as_bytes()), Some("logins of Docker"));
    assert_eq!(of_file("a.txt", b"machine h\nlogin me\npassword hunter2\n"), Some("logins in .netrc"));
    assert_eq!(of_file("a.pem", b"-----BEGIN EC PRIVATE KEY-----\nMHcC\n"), Some("private key"));
    assert_eq!(of_file("a.bin", &[0xff, 0xfe, 0]), None);
}

#[test]
fn a_finding_never_says_the_secret() {
    let (secret, _) = samples().swap_remove(4);
    let text = format!("env: {{pilot: {{A: '{secret}'}}}}\nlabels: {{a: 'x {secret} y'}}\nhub: {secret}\n");
    let (preset, _) = crate::preset::read(&text, &Origin::Preset("t".into()));
    let mut findings = Vec::new();
    check(&preset, &mut findings);
    assert_eq!(findings.len(), 3);
    for found in findings {
        for language in Language::ALL {
            let said =
                found.message.say(language) + &found.hint.as_ref().map_or(String::new(), |hint| hint.say(language));
            assert!(!said.contains(&secret[10..]), "{said}");
        }
    }
}

#[test]
fn what_overlaps_is_masked_to_its_end() {
    let masked = mask("@:ghp_@.eyJ:ghp_@.ghp_ghp_");
    assert_eq!(masked, "****************@.ghp_ghp_");
    assert_eq!(mask(&masked), masked);
}

proptest! {
    #[test]
    fn masking_is_total_and_keeps_every_place(text in "(ghp_|AKIA|://|@|:|eyJ|\\.|\n|[a-zA-Z0-9é]){0,60}") {
        let masked = mask(&text);
        prop_assert_eq!(masked.chars().count(), text.chars().count());
        prop_assert_eq!(masked.matches('\n').count(), text.matches('\n').count());
        prop_assert_eq!(mask(&masked), masked);
    }
}
