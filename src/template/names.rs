//! Every name in a template against the plan: the engine takes one that does not exist for false inside `{% if %}`,
//! and never looks at a branch that it does not take.

use super::scan::{Spot, Word, scan};
use super::schema::{Schema, Shape};
use std::collections::BTreeMap;

/// What is wrong at a place of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The template.
    pub template: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What.
    pub what: What,
}

/// What can be wrong with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The plan has no such name; the nearest one that it has.
    Unknown {
        /// The whole path.
        path: String,
        /// What stands there instead.
        near: Option<String>,
    },
    /// `include` or `extends` of a name that leads out of the directory.
    Outside(String),
}

/// Words that are no names.
const KEYWORDS: &[&str] = &[
    "true",
    "True",
    "false",
    "False",
    "none",
    "None",
    "null",
    "and",
    "or",
    "not",
    "in",
    "is",
    "if",
    "else",
    "elif",
    "endif",
    "endfor",
    "endset",
    "endblock",
    "endfilter",
    "endcomponent",
    "break",
    "continue",
    "super",
    "self",
    "__tera_context",
];

/// Checks a template and, in the place where they are included, those that it includes. `source` gives the text of a
/// template by its name.
pub fn check<'a>(
    template: &str,
    schema: &Schema,
    about_image: bool,
    source: &dyn Fn(&str) -> Option<&'a str>,
) -> Vec<Wrong> {
    let mut checker =
        Checker { schema, source, about_image, scopes: vec![BTreeMap::new()], wrong: Vec::new(), depth: 0 };
    checker.template(template);
    checker.wrong
}

struct Checker<'a, 's> {
    schema: &'a Schema,
    source: &'a dyn Fn(&str) -> Option<&'s str>,
    about_image: bool,
    /// What the template itself names, the innermost last.
    scopes: Vec<BTreeMap<String, Shape<'a>>>,
    wrong: Vec<Wrong>,
    depth: usize,
}

/// How deep templates may include one another; the engine refuses circles.
const MAX_DEPTH: usize = 16;

impl<'a> Checker<'a, '_> {
    fn template(&mut self, name: &str) {
        let Some(text) = (self.source)(name) else { return };
        if self.depth > MAX_DEPTH {
            return;
        }
        self.depth += 1;
        let spots = scan(text);
        let mut at = 0;
        while at < spots.len() {
            let end = at + spots[at..].iter().position(|spot| spot.word == Word::Close).unwrap_or(spots.len() - at - 1);
            let inner = &spots[at + 1..end.max(at + 1)];
            match spots[at].word {
                Word::Open("{%") => self.tag(name, inner),
                _ => self.expression(name, inner),
            }
            at = end + 1;
        }
        self.depth -= 1;
    }

    fn tag(&mut self, template: &str, words: &[Spot]) {
        let words = match words {
            [Spot { word: Word::Sign("-"), .. }, rest @ ..] => rest,
            all => all,
        };
        let Some((first, rest)) = words.split_first() else { return };
        let Word::Name(keyword) = &first.word else {
            return self.expression(template, words);
        };
        match keyword.as_str() {
            "for" => {
                let Some(cut) = rest.iter().position(|spot| spot.word == Word::Name("in".to_owned())) else { return };
                self.expression(template, &rest[cut + 1..]);
                let names: Vec<String> = rest[..cut].iter().filter_map(named).collect();
                let of = self.shape_of(&rest[cut + 1..]);
                let items = of.map_or(Shape::Any, |shape| self.schema.items(shape));
                let mut scope = BTreeMap::from([("loop".to_owned(), Shape::Loop)]);
                for (index, name) in names.iter().enumerate() {
                    // Of two names the first is the key.
                    scope.insert(name.clone(), if index + 1 == names.len() { items } else { Shape::Any });
                }
                self.scopes.push(scope);
            }
            "component" => {
                let mut scope = BTreeMap::new();
                for (index, spot) in rest.iter().enumerate() {
                    let starts = index > 0 && matches!(rest[index - 1].word, Word::Sign("(" | ","));
                    scope.extend(named(spot).filter(|_| starts).map(|name| (name, Shape::Any)));
                }
                scope.insert("body".to_owned(), Shape::Any);
                scope.insert("rest".to_owned(), Shape::Any);
                self.scopes.push(scope);
            }
            "endfor" | "endcomponent" => {
                if self.scopes.len() > 1 {
                    self.scopes.pop();
                }
            }
            "set" | "set_global" => {
                let Some(name) = rest.first().and_then(named) else { return };
                let value = rest.get(2..).unwrap_or_default();
                self.expression(template, value);
                let shape = self.shape_of(value).unwrap_or(Shape::Any);
                let scope = if keyword == "set" { self.scopes.last_mut() } else { self.scopes.first_mut() };
                if let Some(scope) = scope {
                    scope.insert(name, shape);
                }
            }
            "include" | "extends" => {
                let Some(Spot { word: Word::Text(other), line, column, .. }) = rest.first() else { return };
                let leaves =
                    other.starts_with('/') || other.contains('\\') || other.split('/').any(|part| part == "..");
                if leaves {
                    let what = What::Outside(other.clone());
                    self.wrong.push(Wrong { template: template.to_owned(), line: *line, column: *column, what });
                } else if keyword == "include" {
                    self.template(other);
                }
            }
            "block" => {}
            "filter" => self.expression(template, rest.get(1..).unwrap_or_default()),
            _ => self.expression(template, words),
        }
    }

    /// What an expression that is nothing but a path stands for.
    fn shape_of(&self, words: &[Spot]) -> Option<Shape<'a>> {
        let (_, shape, length) = self.path(words)?;
        (length == words.iter().filter(|spot| spot.word != Word::Sign("-")).count()).then_some(shape).flatten()
    }

    /// The path that a name starts, what it stands for (`None` for nothing), and how many words it takes.
    fn path(&self, words: &[Spot]) -> Option<(String, Option<Shape<'a>>, usize)> {
        let first = words.first().and_then(named)?;
        let mut shape = self.look_up(&first);
        let (mut path, mut length) = (first, 1);
        loop {
            match words.get(length..length + 2) {
                Some([Spot { word: Word::Sign("." | "?."), .. }, Spot { word: Word::Name(name), .. }]) => {
                    shape = shape.and_then(|shape| self.schema.field(shape, name));
                    path = format!("{path}.{name}");
                    length += 2;
                }
                Some([Spot { word: Word::Sign("[" | "?["), .. }, key]) => {
                    let closed = matches!(words.get(length + 2), Some(Spot { word: Word::Sign("]"), .. }));
                    shape = match (&key.word, closed) {
                        (Word::Number, true) => shape.map(|shape| self.schema.items(shape)),
                        (Word::Text(name), true) => shape.and_then(|shape| self.schema.field(shape, name)),
                        _ => shape.map(|_| Shape::Any),
                    };
                    if !closed {
                        // What is inside is an expression of its own.
                        return Some((path, shape, length));
                    }
                    path = match &key.word {
                        Word::Text(name) => format!("{path}.{name}"),
                        _ => format!("{path}[]"),
                    };
                    length += 3;
                }
                _ => return Some((path, shape, length)),
            }
            if shape.is_none() {
                return Some((path, None, length));
            }
        }
    }

    fn look_up(&self, name: &str) -> Option<Shape<'a>> {
        let own = self.scopes.iter().rev().find_map(|scope| scope.get(name).copied());
        own.or_else(|| self.schema.top(name).filter(|_| name != "image" || self.about_image))
    }

    fn expression(&mut self, template: &str, words: &[Spot]) {
        // The names of a list comprehension stand behind their use.
        let mut scope = BTreeMap::new();
        for (index, spot) in words.iter().enumerate() {
            if spot.word == Word::Name("for".to_owned()) {
                let names = words[index + 1..].iter().take_while(|spot| spot.word != Word::Name("in".to_owned()));
                scope.extend(names.filter_map(named).map(|name| (name, Shape::Any)));
            }
        }
        self.scopes.push(scope);
        let mut at = 0;
        while at < words.len() {
            let before = at.checked_sub(1).map(|at| &words[at].word);
            let after = words.get(at + 1).map(|spot| &spot.word);
            let is_name = named(&words[at]).is_some_and(|name| !KEYWORDS.contains(&name.as_str()) && name != "for");
            // A filter, a test, a part of a computed path, the name of a component; a function, an argument's name.
            let other = matches!(before, Some(Word::Sign("|" | "." | "?." | "</")))
                || before.is_some_and(|word| is_test(word, at.checked_sub(2).map(|at| &words[at].word)))
                || matches!(after, Some(Word::Sign("(" | "=")))
                || (matches!(before, Some(Word::Sign("<"))) && at == 1);
            if !is_name || other {
                at += 1;
                continue;
            }
            let Some((path, shape, length)) = self.path(&words[at..]) else { break };
            if shape.is_none() {
                let near = self.near(&path);
                let what = What::Unknown { path, near };
                let (line, column) = (words[at].line, words[at].column);
                self.wrong.push(Wrong { template: template.to_owned(), line, column, what });
            }
            at += length;
        }
        self.scopes.pop();
    }

    /// The nearest name that stands where the last part of a path does not.
    fn near(&self, path: &str) -> Option<String> {
        let parts: Vec<&str> = path.split('.').collect();
        let (last, above) = parts.split_last()?;
        let mut shape = None;
        for (index, part) in above.iter().enumerate() {
            let name = part.trim_end_matches("[]");
            let mut found = if index == 0 { self.look_up(name)? } else { self.schema.field(shape?, name)? };
            for _ in part.matches("[]") {
                found = self.schema.items(found);
            }
            shape = Some(found);
        }
        let names: Vec<&str> = match shape {
            Some(shape) => self.schema.fields(shape),
            None => {
                let own = self.scopes.iter().flat_map(|scope| scope.keys().map(String::as_str));
                self.schema.names().filter(|name| *name != "image" || self.about_image).chain(own).collect()
            }
        };
        let near = crate::nearest::nearest(last, names.iter().copied(), 1).first().map(|near| (*near).to_owned())?;
        Some(above.iter().map(|part| format!("{part}.")).collect::<String>() + &near)
    }
}

/// Whether a word behind these is the name of a test: `is empty`, `is not empty`.
fn is_test(before: &Word, earlier: Option<&Word>) -> bool {
    let is = |word: &Word| *word == Word::Name("is".to_owned());
    is(before) || (*before == Word::Name("not".to_owned()) && earlier.is_some_and(is))
}

fn named(spot: &Spot) -> Option<String> {
    match &spot.word {
        Word::Name(name) => Some(name.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(usize, usize, String)> {
        let schema = Schema::new();
        let source = |name: &str| match name {
            "x" => Some(text),
            "part" => Some("{{ picture.user }}{{ picture.usr }}"),
            _ => None,
        };
        let say = |wrong: Wrong| match wrong.what {
            What::Unknown { path, near } => (wrong.line, wrong.column, format!("{path} {}", near.unwrap_or_default())),
            What::Outside(name) => (wrong.line, wrong.column, format!("outside {name}")),
        };
        check("x", &schema, false, &source).into_iter().map(say).collect()
    }

    #[test]
    fn a_name_that_the_plan_does_not_have_is_told_wherever_it_stands() {
        assert_eq!(told("{% if istio.tga %}x{% endif %}"), [(1, 7, "istio.tga istio.tag".to_owned())]);
        assert_eq!(told("{% if false %}{{ nmae | json }}{% endif %}").len(), 1);
        assert_eq!(told("\n{% if not (hub and builder.cg0) %}{% endif %}")[0].0, 2);
        assert_eq!(told("{% for i in images %}{{ i.user }}{{ i.usr }}{% endfor %}{{ i }}").len(), 2);
        assert_eq!(told("{% for i in images %}{% for l in i.labels %}{{ l.valeu }}{% endfor %}{% endfor %}").len(), 1);
        assert_eq!(told("{% set a = builder %}{{ a.from }}{{ a.form }}"), [(1, 37, "a.form a.from".to_owned())]);
        assert_eq!(told("{{ images[0].copies[0].targt }}").len(), 1);
        assert_eq!(told("{{ tag.length }}{{ image.user }}").len(), 2);
        assert_eq!(told("{{ 1 if missing else 2 }}{{ missing ?? 3 }}").len(), 2);
    }

    #[test]
    fn what_is_right_is_let_through() {
        for text in [
            "{% for i in images %}{{ loop.first }}{{ i.labels | length }}{% if not loop.last %},{% endif %}{% endfor %}",
            "{{ note(id=\"context_env\", image=hub) }}{{ platforms | join(sep=\", \") | hcl }}",
            "{% if builder and builder.environment is not empty or hub is defined %}{% elif tag in platforms %}{% endif %}",
            "{{ [p.name for p in images[0].labels if p.value] }}{% set x = 1 + 2 %}{{ x }}{{ range(end=3) }}",
            "{% component c(a: string, b = 1) %}{{ a }}{{ b }}{% endcomponent %}{{ <c a=\"x\" b={hub} /> }}",
            "{% raw %}{{ nothing }}{% endraw %}{# {{ nothing }} #}{{ \"{{ nothing }}\" }}{{ images[loop_index()].x }}",
            "{% set x %}{{ hub }}{% endset %}{% filter upper %}{{ x }}{% endfilter %}{% block b %}{{ tag }}{% endblock %}",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_included_is_checked_where_it_stands() {
        let wrong = told("{% for picture in images %}{% include \"part\" %}{% endfor %}");
        assert_eq!(wrong, [(1, 22, "picture.usr picture.user".to_owned())]);
        assert_eq!(told("{% include \"../../etc/passwd\" %}")[0].2, "outside ../../etc/passwd");
    }

    #[test]
    fn our_own_templates_name_nothing_that_a_plan_does_not_have() {
        let schema = Schema::new();
        for name in crate::render::names() {
            let wrong = check(name, &schema, name.starts_with("env/"), &crate::render::built_in);
            assert_eq!(wrong, [], "{name}");
        }
    }
}
