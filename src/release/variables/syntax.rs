//! What a Go file says that matters for variables: its imports, its constants, and the calls that register a variable.

use super::lexer::{TokenKind, tokens};
use super::parser::Parser;
use std::collections::BTreeMap;

/// An expression as far as it can be folded to a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    Text(String),
    Number(String),
    /// A name of the package, or `true` and `false`.
    Name(String),
    /// A name of an imported package, by the package's name in the file.
    Member(String, String),
    Unary(char, Box<Expr>),
    Binary(Box<Expr>, char, Box<Expr>),
    /// A conversion or call of a function: `time.Duration(5)`, `filepath.Join("a", "b")`.
    Call(Box<Expr>, Vec<Expr>),
    /// The value of a registered variable when it is not set: `env.Register(…, default, …).Get()`.
    Registered(Box<Expr>),
    /// Anything else.
    Other,
}

/// A constant or variable of the package.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declaration {
    pub(super) name: String,
    /// The type, if it is written and has a simple name: `float64`, `time.Duration`.
    pub(super) of: Option<String>,
    pub(super) value: Expr,
}

/// A call that registers a variable.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Registration {
    pub(super) name: Expr,
    /// Whether the variable is the name of a flag: upper case, with `_` for `-`.
    pub(super) from_flag: bool,
    /// The type, if the call says it: `string`, `bool`, `int`, `float64`, `time.Duration`.
    pub(super) of: Option<String>,
    pub(super) default: Expr,
    /// The default as it is written.
    pub(super) source: String,
    /// The default with `PILOT_ENABLE_AMBIENT=true`, for a variable that is ignored without it.
    pub(super) with_ambient: Option<Expr>,
    pub(super) description: Expr,
}

/// A Go file.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Syntax {
    /// Import paths by the name of the package in the file.
    pub(super) imports: BTreeMap<String, String>,
    pub(super) declarations: Vec<Declaration>,
    pub(super) registrations: Vec<Registration>,
}

/// Whether a file can register a variable at all: a quick look before it is parsed.
pub(super) fn may_register(text: &str) -> bool {
    text.contains("pkg/env\"") || text.contains("registerAmbient(") || text.contains("Parameter(constants.")
}

/// Reads a Go file. What is not understood is left out; it never fails.
pub(super) fn parse(text: &str) -> Syntax {
    let tokens = tokens(text);
    let mut parser = Parser::new(text, &tokens);
    let mut syntax = Syntax::default();
    let mut open = 0_usize;
    while let Some(kind) = parser.kind() {
        match kind {
            TokenKind::Name("import") if open == 0 => {
                parser.at += 1;
                parser.group(Parser::import);
                continue;
            }
            TokenKind::Name("const" | "var") if open == 0 => {
                let before = parser.at;
                parser.at += 1;
                syntax.declarations.extend(parser.group(Parser::declarations).into_iter().flatten());
                // The registrations in it are found by walking over it again.
                parser.at = before;
            }
            TokenKind::Mark('(' | '{' | '[') => open += 1,
            TokenKind::Mark(')' | '}' | ']') => open = open.saturating_sub(1),
            _ => {}
        }
        let before = parser.at;
        syntax.registrations.extend(parser.registration());
        parser.at = before + 1;
    }
    syntax.imports = parser.imports;
    syntax
}

/// How a call states a variable.
pub(super) struct Form {
    pub(super) from_flag: bool,
    pub(super) of: Option<&'static str>,
    pub(super) default: usize,
    pub(super) with_ambient: Option<usize>,
    pub(super) description: usize,
}

/// `RegisterStringVar` and the like since 1.2, the generic `Register` since 1.16.
pub(super) fn env_form(function: &str) -> Option<Form> {
    let of = match function {
        "Register" => None,
        "RegisterStringVar" => Some("string"),
        "RegisterBoolVar" => Some("bool"),
        "RegisterIntVar" => Some("int"),
        "RegisterFloatVar" => Some("float64"),
        "RegisterDurationVar" => Some("time.Duration"),
        _ => return None,
    };
    Some(Form { from_flag: false, of, default: 1, with_ambient: None, description: 2 })
}

/// Functions of Istio's own packages: pilot's `registerAmbient(name, withAmbient, without, …)` since 1.22, whose variable is
/// ignored without `PILOT_ENABLE_AMBIENT=true`, and the flags of install-cni since 1.8, which viper binds to the
/// environment.
pub(super) fn helper_form(function: &str) -> Option<Form> {
    let flag = |of| Form { from_flag: true, of: Some(of), default: 1, with_ambient: None, description: 2 };
    match function {
        "registerAmbient" => {
            Some(Form { from_flag: false, of: None, default: 2, with_ambient: Some(1), description: 3 })
        }
        "registerStringParameter" | "registerStringArrayParameter" => Some(flag("string")),
        "registerIntegerParameter" => Some(flag("int")),
        "registerBooleanParameter" => Some(flag("bool")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Expr {
        Expr::Name(text.into())
    }

    fn text(value: &str) -> Expr {
        Expr::Text(value.into())
    }

    #[test]
    fn registrations_are_found_wherever_they_stand() {
        let syntax = parse(
            "package a\nimport (\n\t\"time\"\n\tev \"istio.io/pkg/env\"\n)\nconst n, m = \"N\", 2\n\
             var (\n\tA = ev.RegisterStringVar(n, \"x\"+\n\t\t\"y\", \"\").Get()\n\tB = A\n)\n\
             func f() {\n\tother.Register(\"NO\", 1, \"\")\n\tg(T{a: ev.Register[float64](\"B\", f2(1), `d`)})\n}\n\
             func registerAmbient(name string) {}\nvar C = registerAmbient(\"C\", true, false, \"why\",)\n",
        );
        assert_eq!(syntax.imports["ev"], "istio.io/pkg/env");
        let [a, b, c] = &syntax.registrations[..] else { panic!("{:#?}", syntax.registrations) };
        assert_eq!((&a.name, a.of.as_deref()), (&name("n"), Some("string")));
        assert_eq!(a.default, Expr::Binary(Box::new(text("x")), '+', Box::new(text("y"))));
        assert_eq!((&b.name, b.of.as_deref(), b.source.as_str()), (&text("B"), Some("float64"), "f2(1)"));
        assert_eq!(b.description, text("d"));
        assert_eq!((&c.default, &c.with_ambient), (&name("false"), &Some(name("true"))));
        let declared: Vec<(&str, &Expr)> =
            syntax.declarations.iter().map(|found| (found.name.as_str(), &found.value)).collect();
        let registered = Expr::Registered(Box::new(a.default.clone()));
        assert_eq!(declared[..3], [("n", &text("N")), ("m", &Expr::Number("2".into())), ("A", &registered)]);
    }

    #[test]
    fn hostile_files_take_linear_time() {
        let start = "package a\nimport \"istio.io/pkg/env\"\nvar x = ";
        for piece in ["env.Register(", "env.Register(\"A\", ", "(", "-", "f(", "[", "env.Register[", "a.b(", "{"] {
            let file = format!("{start}{}", piece.repeat(20_000));
            assert_eq!(parse(&file).registrations, [], "{piece}");
        }
    }
}
