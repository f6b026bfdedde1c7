//! Environment variables: read from sources, and their lives in the catalogue.

use crate::support::{NoBlobs, derived, tree};
use istio_imgen::catalogue::{self, Span};
use istio_imgen::closure::Memo;
use istio_imgen::release::{Kind, Variable, VariableDefault, VariableMemo, variables};
use istio_imgen::tree::{File, Tree, TreePath};

fn read(tag: &str, tree: &Tree) -> Vec<Variable> {
    let release = derived(tag, tree).unwrap().release;
    variables(&release, tree, &NoBlobs, &Memo::new(), &VariableMemo::new()).unwrap()
}

/// A variable in one line: name, kind, default, default with ambient, programs, description.
fn line(variable: &Variable) -> String {
    let text = |default: &VariableDefault| match default {
        VariableDefault::Text(text) => format!("{text:?}"),
        VariableDefault::Expression(expression) => format!("= {expression}"),
    };
    let with_ambient = variable.with_ambient.as_ref().map_or(String::new(), |with| format!(" or {}", text(with)));
    let programs: Vec<&str> = variable.components.iter().map(String::as_str).collect();
    let kind = variable.kind.map_or("?".to_owned(), |kind| format!("{kind:?}"));
    let description = variable.description.as_deref().unwrap_or("-");
    format!("{} {kind} {}{with_ambient} {programs:?} {description}", variable.name, text(&variable.default))
}

#[test]
fn a_program_has_the_variables_of_the_packages_that_it_links() {
    let lines: Vec<String> = read("1.30.3", &tree("1.30.3")).iter().map(line).collect();
    let pilot = "[\"pilot-discovery\"]";
    // Without the build tags of the agent, it would link the variables of the control plane.
    let both = "[\"pilot-agent\", \"pilot-discovery\"]";
    assert_eq!(
        lines,
        [
            "CHAINED_CNI_PLUGIN Bool \"true\" [\"install-cni\"] Whether the plug-in is chained to another.".to_owned(),
            "MINIMUM_DRAIN_DURATION Duration \"5s\" [\"pilot-agent\"] How long connections may drain.".to_owned(),
            format!("PILOT_CERT_PROVIDER String \"istiod\" {both} Who signs the certificates."),
            format!("PILOT_DEBOUNCE_AFTER Duration \"100ms\" {pilot} How long a change waits for another one."),
            format!("PILOT_ENABLE_AMBIENT Bool \"false\" {pilot} Turns on what the ambient mode needs."),
            format!("PILOT_EXAMPLE_AMBIENT Bool \"false\" or \"true\" {pilot} Differs in the ambient mode."),
            format!("PILOT_PUSH_THROTTLE Int \"0\" {pilot} Pushes at once; 0 follows the processors."),
            format!("PILOT_TRACE_SAMPLING Float \"1\" {pilot} Share of the requests that are traced, in percent."),
        ]
    );
}

#[test]
fn constants_are_followed_through_packages_and_what_is_none_stays_go() {
    let mut tree = tree("1.30.3");
    let mut put = |path: &str, text: &str| {
        tree.insert(TreePath::new(path).unwrap(), File::plain(text.as_bytes()));
    };
    put(
        "pkg/constants/constants.go",
        "package constants\n\nconst (\n\tPrefix = \"EXAMPLE_\"\n\tNamespace = base + \"-system\"\n)\n",
    );
    put(
        "pkg/constants/more.go",
        "package constants\n\nconst base = \"istio\"\nconst Round = Round2\nconst Round2 = Round\n",
    );
    put(
        "pkg/bootstrap/extra.go",
        "package bootstrap\n\nimport (\n\t\"os\"\n\n\tnames \"istio.io/istio/pkg/constants\"\n\t\"istio.io/istio/pkg/env\"\n)\n\n\
         var a = env.Register(names.Prefix+\"NAMESPACE\", names.Namespace, \"\").Get()\n\
         var b = env.Register(\"EXAMPLE_COPY\", a, \"\")\n\
         var c = env.RegisterStringVar(\"EXAMPLE_HOST\", os.Getenv(\n\t\"HOST\"), \"\")\n\
         var d = env.RegisterStringVar(\"EXAMPLE_ROUND\", names.Round, \"\")\n\
         func register(name string) { env.RegisterStringVar(name, \"\", \"\") }\n",
    );
    let found: Vec<String> =
        read("1.30.3", &tree).iter().map(line).filter(|line| line.starts_with("EXAMPLE")).collect();
    assert_eq!(
        found,
        [
            "EXAMPLE_COPY String \"istio-system\" [\"pilot-agent\"] -",
            "EXAMPLE_HOST String = os.Getenv( \"HOST\") [\"pilot-agent\"] -",
            "EXAMPLE_NAMESPACE String \"istio-system\" [\"pilot-agent\"] -",
            "EXAMPLE_ROUND String = names.Round [\"pilot-agent\"] -",
        ]
    );
}

#[test]
fn the_catalogue_knows_when_a_variable_lived_and_what_it_was() {
    let of = |tag: &str, name: &str| {
        let variables = catalogue::variables(tag).unwrap_or_else(|| panic!("no variables of {tag}"));
        variables.into_iter().find(|variable| variable.name == name && variable.components.contains("pilot-discovery"))
    };
    let text = |text: &str| VariableDefault::Text(text.into());
    let before = of("1.8.6", "PILOT_TRACE_SAMPLING").unwrap();
    let after = of("1.9.0", "PILOT_TRACE_SAMPLING").unwrap();
    assert_eq!((before.kind, before.default), (Some(Kind::Float), text("100")));
    assert_eq!((after.default, after.since.as_deref(), after.until.as_deref()), (text("1"), Some("1.5.0"), None));
    // Ended with 1.18; a preset for a newer release must not set it.
    let name = "PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_OUTBOUND";
    assert_eq!(of("1.18.7", name).unwrap().until.as_deref(), Some("1.18.7"));
    assert_eq!(of("1.19.0", name), None);
    // Came to two lines by patches.
    assert_eq!(of("1.19.7", "COMPLIANCE_POLICY"), None);
    assert!(of("1.19.8", "COMPLIANCE_POLICY").is_some());
    assert_eq!(of("1.20.3", "COMPLIANCE_POLICY"), None);
    assert_eq!(of("1.30.3", "COMPLIANCE_POLICY").unwrap().since.as_deref(), Some("1.19.8"));
    assert_eq!(catalogue::variables("1.4.10"), None);
    assert_eq!(catalogue::variables("2.0.0"), None);
}

#[test]
fn a_history_tells_the_defaults_one_after_the_other() {
    let lives = catalogue::history("ENABLE_NATIVE_SIDECARS");
    let told: Vec<_> = lives.iter().map(|life| (life.kind, &life.default, life.spans[0].0.since.as_str())).collect();
    let text = |text: &str| VariableDefault::Text(text.into());
    let expected = [(Some(Kind::Bool), &text("false"), "1.19.0"), (Some(Kind::String), &text("auto"), "1.27.0")];
    assert_eq!(told, expected);
    let spans: Vec<&Span> = lives[1].spans.iter().map(|(span, _)| span).collect();
    assert_eq!(spans, [&Span { since: "1.27.0".into(), until: None }]);
    assert_eq!(catalogue::history("ISTIO_PILOT_ENABLE_PROXIES"), []);
}

#[test]
fn a_wrong_name_leads_to_the_right_one() {
    let nearest = |name: &str, tag: Option<&str>| catalogue::nearest(name, tag, 3);
    assert_eq!(
        nearest("PILOT_ENABLE_AMBIANT", Some("1.30.3")).first().map(String::as_str),
        Some("PILOT_ENABLE_AMBIENT")
    );
    assert_eq!(nearest("istio_grpc_maxstreams", None).first().map(String::as_str), Some("ISTIO_GPRC_MAXSTREAMS"));
    // Only what the release has is offered.
    let sniffing = "ISTIO_PILOT_ENABLE_PROTOCOL_SNIFFING";
    assert!(nearest(sniffing, Some("1.18.7")).contains(&"PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND".to_owned()));
    assert_eq!(nearest(sniffing, Some("1.30.3")), [] as [&str; 0]);
    assert_eq!(nearest(&"X".repeat(100_000), None), [] as [&str; 0]);
}
