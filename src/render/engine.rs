//! The template engine: our filters, and the guard that lets no value into a file as it came.
//!
//! A value that is printed without a filter must be a plain word. The engine's own escaping, which can neither fail with
//! words nor knows places, notes any other: so a template that forgets a filter is an error and never an injection, ours
//! as well as the user's.

use crate::escape;
use crate::text::{self, Language};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

thread_local! {
    /// The first value of a rendering that needs a filter.
    static UNGUARDED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A filter of ours: its name, what it does with a text, and for which target it is.
pub struct Filter {
    /// Its name in templates.
    pub name: &'static str,
    /// What it makes of a text.
    make: fn(&str) -> String,
    /// Where its result may stand.
    pub says: Says,
}

/// What something is for.
pub type Says = fn() -> crate::text::Text;

/// The filters that put a value into a target; beside them there are `plain`, `words`, `url` and `join`, which refuse
/// what is not plain, and `json` for any value.
pub const FILTERS: &[Filter] = &[
    Filter { name: "dockerfile", make: escape::dockerfile, says: crate::text::template::filter_dockerfile },
    Filter { name: "shell", make: escape::shell, says: crate::text::template::filter_shell },
    Filter { name: "hcl", make: escape::hcl, says: crate::text::template::filter_hcl },
    Filter { name: "markdown", make: escape::markdown, says: crate::text::template::filter_markdown },
    Filter { name: "code", make: escape::code, says: crate::text::template::filter_code },
    Filter { name: "env_file", make: super::env_file, says: crate::text::template::filter_env_file },
    Filter { name: "shell_below", make: shell_below, says: crate::text::template::filter_shell_below },
    Filter { name: "verbatim", make: super::verbatim, says: crate::text::template::filter_verbatim },
];

/// The other filters and functions, with what they are for.
pub const OTHERS: &[(&str, Says)] = &[
    ("json", crate::text::template::filter_json),
    ("plain", crate::text::template::filter_plain),
    ("words", crate::text::template::filter_words),
    ("url", crate::text::template::filter_url),
    ("pattern", crate::text::template::filter_pattern),
    ("join", crate::text::template::filter_join),
];

/// An engine with our filters and no template; `note` speaks the language of the context.
/// The instructions in `own` are the user's, which were parsed: `verbatim` prints these and nothing else.
pub(super) fn engine(language: Language, own: &Arc<BTreeSet<String>>) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([".tera"]);
    tera.set_escape_fn(|value, out| {
        if is_plain(value) {
            return out.write_all(value.as_bytes());
        }
        UNGUARDED.with_borrow_mut(|first| _ = first.get_or_insert_with(|| value.to_owned()));
        Ok(())
    });
    for filter in FILTERS {
        let make = filter.make;
        tera.register_filter(filter.name, move |value: &str, _: Kwargs, _: &State| -> TeraResult<Value> {
            Ok(Value::safe_string(&make(value)))
        });
    }
    let own = Arc::clone(own);
    tera.register_filter("verbatim", move |value: &str, _: Kwargs, _: &State| -> TeraResult<Value> {
        match own.contains(value) {
            true => Ok(Value::safe_string(&super::verbatim(value))),
            false => Err(tera::Error::message("`verbatim` prints instructions of the preset, and this is none")),
        }
    });
    tera.register_filter("json", |value: Value, _: Kwargs, _: &State| -> TeraResult<Value> {
        let value = serde_json::to_value(value).map_err(tera::Error::message)?;
        Ok(Value::safe_string(&escape::json(&value)))
    });
    let only = |allowed: &'static str| {
        move |value: &str, _: Kwargs, _: &State| -> TeraResult<Value> { refuse(value, allowed) }
    };
    tera.register_filter("plain", only(""));
    tera.register_filter("words", only(" "));
    tera.register_filter("pattern", only("*"));
    // What a URL may have (RFC 3986, "Characters"), but for quotes.
    tera.register_filter("url", only("~?#[]@!&()*+;="));
    tera.register_filter(super::asked::FILTER, |value: &Value, _: Kwargs, _: &State| -> TeraResult<Value> {
        if value.is_safe() || is_plain(&value.to_string()) { Ok(value.clone()) } else { Err(tera::Error::message("")) }
    });
    tera.register_filter("join", join);
    tera.register_function("note", move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        note(&arguments, language).map(|text| Value::safe_string(&text))
    });
    tera
}

/// A path of the image in the root that a builder stage prepares.
fn shell_below(path: &str) -> String {
    escape::shell(&format!("/prepared/root{path}"))
}

/// What may stand anywhere without quotes: a word that is no sign in any target, with build arguments in it.
fn is_plain(value: &str) -> bool {
    let word = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:,@+=".contains(c));
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, after)) = after.split_once('}') else { return false };
        if !word(before) || !name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_') {
            return false;
        }
        rest = after;
    }
    word(rest)
}

/// A value of plain characters and some more; anything else is refused.
fn refuse(value: &str, allowed: &str) -> TeraResult<Value> {
    match value.chars().find(|c| !(c.is_ascii_alphanumeric() || "-_./:,=%+@".contains(*c) || allowed.contains(*c))) {
        None => Ok(Value::safe_string(value)),
        Some(c) => Err(tera::Error::message(format!("`{value}` has U+{:04X}, which may not stand here", u32::from(c)))),
    }
}

/// Elements with a separator between them: plain words joined by what the template says are as safe as they are.
fn join(items: Vec<Value>, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let separator = arguments.get::<String>("sep")?.unwrap_or_default();
    let items: Vec<String> = items.iter().map(ToString::to_string).collect();
    let joined = items.join(&separator);
    Ok(match items.iter().all(|item| is_plain(item)) {
        true => Value::safe_string(&joined),
        false => Value::normal_string(&joined),
    })
}

/// A comment or short text from the one table, in the language of the context.
pub(crate) fn note(arguments: &Kwargs, language: Language) -> TeraResult<String> {
    let id: String = arguments.must_get("id")?;
    let argument = |name: &str| arguments.get::<String>(name).ok().flatten();
    let text = text::by_id(&id, argument).ok_or_else(|| tera::Error::message(format!("no text `{id}`")))?;
    Ok(text.say(language))
}

/// Renders a template.
///
/// # Errors
/// The engine's own, and [`Unguarded`] for a value that was printed without a filter.
pub(super) fn render(tera: &Tera, name: &str, context: &Context) -> Result<String, Failure> {
    UNGUARDED.take();
    let text = tera.render(name, context).map_err(Failure::Engine)?;
    match UNGUARDED.take() {
        Some(value) => Err(Failure::Unguarded(value)),
        None => Ok(text),
    }
}

/// Why a template gives no file.
pub(super) enum Failure {
    /// The engine says so.
    Engine(tera::Error),
    /// A value that is not plain was printed without a filter.
    Unguarded(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(template: &str, value: &str) -> Result<String, Failure> {
        let mut tera = engine(Language::English, &Arc::new(BTreeSet::from(["LABEL a=\"1\"".to_owned()])));
        tera.add_raw_template("x.tera", template).map_err(Failure::Engine)?;
        let mut context = Context::new();
        context.insert("v", value);
        render(&tera, "x.tera", &context)
    }

    #[test]
    fn only_instructions_that_were_parsed_are_printed_as_they_are() {
        assert!(said("{{ v | verbatim }}", "LABEL a=\"1\"").is_ok());
        for other in ["", "LABEL a=\"1\"\nUSER 0", "1.30.3", "USER 0"] {
            assert!(said("{{ v | verbatim }}", other).is_err(), "{other}");
            assert!(said("{% set x %}{{ v | verbatim }}{% endset %}{{ x }}", other).is_err(), "{other}");
        }
    }

    #[test]
    fn a_value_without_a_filter_is_plain_or_an_error() {
        for plain in ["", "linux/amd64", "${ISTIO_HUB}/pilot:1.30.3@sha256:0", "1.30.3-custom"] {
            assert!(matches!(said("a {{ v }} b", plain), Ok(text) if text == format!("a {plain} b")), "{plain}");
        }
        for other in ["a b", "\n", "x\"y", "$(x)", "${x y}", "${", "#", "'", "\\", "`", "ã", "\u{2028}", "*"] {
            assert!(matches!(said("{{ v }}", other), Err(Failure::Unguarded(found)) if found == other), "{other}");
            assert!(said("{% set x %}{{ v }}{% endset %}{{ x }}", other).is_err(), "{other}");
            assert!(said("{{ v | json }}", other).is_ok(), "{other}");
            assert!(said("{{ v | plain }}", other).is_err(), "{other}");
        }
    }
}
