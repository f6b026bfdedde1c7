use super::*;
use crate::text::Language;

fn check(tag: &str, component: &str, name: &str, text: &str) -> Vec<String> {
    let release = catalogue::release(tag).unwrap();
    let variables = catalogue::variables(tag);
    check_with(&release, variables.as_deref(), component, name, text, false)
}

fn check_with(
    release: &Release,
    variables: Option<&[Variable]>,
    component: &str,
    name: &str,
    text: &str,
    unchecked: bool,
) -> Vec<String> {
    let component = catalogue::component(component).unwrap().unwrap();
    let setting = Setting { name, value: text, origin: &Origin::Default, unchecked };
    let findings = Check::new(&component, release, variables, &[setting]).setting(&setting).unwrap();
    let say = |text: &Text| text.say(Language::English);
    let line = |found: &Finding| {
        let hint = found.hint.as_ref().map(say).unwrap_or_default();
        format!("{} {}: {} ({hint})", found.severity, found.rule, say(&found.message))
    };
    findings.iter().map(line).collect()
}

#[test]
fn a_good_setting_is_not_talked_about() {
    for (tag, component, name, text) in [
        ("1.30.3", "pilot", "PILOT_DEBOUNCE_AFTER", "200ms"),
        ("1.30.3", "pilot", "PILOT_HTTP10", "T"),
        ("1.30.3", "proxy", "EXIT_ON_ZERO_ACTIVE_CONNECTIONS", "true"),
        ("1.30.3", "proxy", "ISTIO_META_MY_OWN", "x"),
        ("1.30.3", "proxy", "ISTIO_METAJSON_LABELS", "{}"),
        ("1.30.3", "pilot", "GOMEMLIMIT", "1GiB"),
        ("1.30.3", "ztunnel", "RUST_LOG", "debug"),
        ("1.30.3", "ztunnel", "https_proxy", "http://x"),
        ("1.30.3", "cni", "AMBIENT_ENABLED", "true"),
        ("1.30.3", "istioctl", "KUBECONFIG", "/kube"),
        ("1.12.9", "pilot", "PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND", "false"),
    ] {
        assert_eq!(check(tag, component, name, text), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_name_that_the_release_does_not_know_is_refused_with_the_way_out() {
    for (tag, component, name, parts) in [
        ("1.30.3", "pilot", "PILOT_HTP10", &["error env-unknown", "did you mean `PILOT_HTTP10`"][..]),
        ("1.30.3", "pilot", "FROBNICATE", &["error env-unknown", "--set env.pilot.FROBNICATE.unchecked=true"]),
        (
            "1.30.3",
            "pilot",
            "PILOT_ENABLE_STATUS",
            &["no longer", "from 1.6.0 to 1.23.6", "nothing in this release reads it"],
        ),
        ("1.30.3", "pilot", "PILOT_ENABLE_AMBIENT_CONTROLLERS", &["1.21.6", "today `PILOT_ENABLE_AMBIENT`"]),
        ("1.12.9", "pilot", "PILOT_ENABLE_AMBIENT", &["not know", "yet", "1.22.0"]),
        ("1.30.3", "pilot", "EXIT_ON_ZERO_ACTIVE_CONNECTIONS", &["does not read", "`proxy`"]),
        ("1.30.3", "pilot", "ISTIO_META_DNS_CAPTURE", &["does not read", "`proxy`"]),
        ("1.30.3", "pilot", "ISTIO_PILOT_ENABLE_PROTOCOL_SNIFFING", &["_FOR_INBOUND", "1.3 to 1.18", "always on"]),
        ("1.30.3", "pilot", "ISTIO_PILOT_ENABLE_PROXIES", &["error env-unknown", "istio-injection"]),
        ("1.22.1", "ztunnel", "KEEPALIVE_TIME", &["warning env-ztunnel", "does not read", "from 1.24.2 on"]),
        ("1.29.1", "ztunnel", "TLS12_ENABLED", &["warning env-ztunnel", "from 1.28.6 to 1.28.10", "from 1.29.2 on"]),
        ("1.30.3", "ztunnel", "INPOD_ENABLED", &["warning env-ztunnel", "from 1.21.0 to 1.22.8"]),
        ("1.30.3", "ztunnel", "XDS_ADRESS", &["warning env-ztunnel", "did you mean `XDS_ADDRESS`"]),
    ] {
        let said = check(tag, component, name, "x");
        assert_eq!(said.len(), 1, "{name}: {said:?}");
        for part in parts {
            assert!(said[0].contains(part), "{name}: {} does not say {part}", said[0]);
        }
    }
}

#[test]
fn a_value_of_the_wrong_type_is_refused_with_an_example() {
    for (component, name, text, hint) in [
        ("pilot", "PILOT_HTTP10", "yes", "write `true` or `false`"),
        ("pilot", "PILOT_DEBOUNCE_AFTER", "200", "did you mean `200s`?"),
        ("pilot", "PILOT_DEBOUNCE_AFTER", "soon", "`1h30m`"),
        ("pilot", "PILOT_PUSH_THROTTLE", "1.5", "such as `100`"),
        ("pilot", "PILOT_TRACE_SAMPLING", "10%", "such as `1.5`"),
        ("ztunnel", "IPV6_ENABLED", "1", "write `true` or `false`"),
    ] {
        let said = check("1.30.3", component, name, text);
        assert!(said.len() == 1 && said[0].starts_with("error env-type"), "{name}: {said:?}");
        assert!(said[0].contains(hint), "{name}: {said:?}");
    }
}

#[test]
fn defaults_and_what_belongs_to_the_pod_are_noted() {
    for (component, name, text, start) in [
        ("pilot", "PILOT_HTTP10", "F", "info env-default"),
        ("pilot", "PILOT_TRACE_SAMPLING", "1", "info env-default"),
        ("pilot", "PILOT_DEBOUNCE_AFTER", "0.1s", "info env-default"),
        ("pilot", "POD_NAME", "istiod-0", "warning env-deployment"),
        ("pilot", "KUBECONFIG", "/x", "warning env-deployment"),
        ("proxy", "ISTIO_META_POD_PORTS", "[]", "warning env-deployment"),
        ("pilot", "AMBIENT_ENABLE_MULTI_NETWORK", "true", "info env-needs-ambient"),
    ] {
        let said = check("1.30.3", component, name, text);
        assert!(said.len() == 1 && said[0].starts_with(start), "{name}: {said:?}");
    }
}

#[test]
fn an_insisting_user_is_let_through_and_seen() {
    let release = catalogue::release("1.30.3").unwrap();
    let variables = catalogue::variables("1.30.3");
    let said = check_with(&release, variables.as_deref(), "pilot", "NO_SUCH_THING", "x", true);
    assert!(said.len() == 1 && said[0].starts_with("info env-unchecked"), "{said:?}");
}

#[test]
fn without_facts_nothing_is_refused_by_its_name() {
    let release = catalogue::release("1.30.3").unwrap();
    let said = check_with(&release, None, "pilot", "NO_SUCH_THING", "x", false);
    assert!(said.len() == 1 && said[0].starts_with("info env-not-checked"), "{said:?}");
}

#[test]
fn the_table_of_ztunnel_is_in_order() {
    assert!(ztunnel().is_sorted_by(|left, right| left.name < right.name));
    assert_eq!(reader("RUST_LOG"), [Reader::Component("ztunnel")]);
    assert_eq!(reader("GOMAXPROCS"), [Reader::Runtime]);
    assert!(reader("FROBNICATE").is_empty());
}
