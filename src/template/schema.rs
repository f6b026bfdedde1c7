//! What a plan has, as templates see it: derived from the types themselves, so that it cannot be forgotten.

use crate::plan::Plan;
use serde_json::Value;

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub enum Shape<'a> {
    /// A part of the plan, by its place in the schema.
    Known(&'a Value),
    /// `loop`, inside a `for`.
    Loop,
    /// Made by the template itself: anything.
    Any,
}

/// The names that templates can use, with their types.
pub struct Schema {
    plan: Value,
}

/// One field of the plan, for people: `images[].labels[].name`.
pub struct Field {
    /// The path; `[]` stands for each element of a list.
    pub path: String,
    /// The type, in JSON's words; `null` behind a `|` where it may be missing.
    pub kind: String,
    /// What it means, in English.
    pub meaning: String,
}

impl Schema {
    /// The schema of a plan.
    #[must_use]
    pub fn new() -> Schema {
        // A plan is only ever written: its fields are those that serializing gives.
        let generator = schemars::generate::SchemaSettings::draft07().for_serialize().into_generator();
        Schema { plan: generator.into_root_schema_for::<Plan>().to_value() }
    }

    /// What a name means at the top: a field of the plan, or `image` for the image that a file is about.
    #[must_use]
    pub fn top(&self, name: &str) -> Option<Shape<'_>> {
        let field = self.plan.get("properties")?.get(name);
        match name {
            "image" => Some(self.items(self.top("images")?)),
            _ => field.map(Shape::Known),
        }
    }

    /// The names at the top.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let fields = self.plan.get("properties").and_then(Value::as_object);
        fields.into_iter().flat_map(|fields| fields.keys().map(String::as_str)).chain(["image"])
    }

    /// The field of a shape; `None` when it has none of that name.
    #[must_use]
    pub fn field<'a>(&'a self, shape: Shape<'a>, name: &str) -> Option<Shape<'a>> {
        let node = match shape {
            Shape::Any => return Some(Shape::Any),
            Shape::Loop => return LOOP.contains(&name).then_some(Shape::Any),
            Shape::Known(node) => self.follow(node),
        };
        match node.get("properties").and_then(|fields| fields.get(name)) {
            Some(field) => Some(Shape::Known(field)),
            None => node.get("additionalProperties").filter(|held| held.is_object()).map(Shape::Known),
        }
    }

    /// The names of the fields of a shape.
    #[must_use]
    pub fn fields<'a>(&'a self, shape: Shape<'a>) -> Vec<&'a str> {
        match shape {
            Shape::Any => Vec::new(),
            Shape::Loop => LOOP.to_vec(),
            Shape::Known(node) => {
                let fields = self.follow(node).get("properties").and_then(Value::as_object);
                fields.into_iter().flat_map(|fields| fields.keys().map(String::as_str)).collect()
            }
        }
    }

    /// The elements of a list, or the values of a mapping.
    #[must_use]
    pub fn items<'a>(&'a self, shape: Shape<'a>) -> Shape<'a> {
        let Shape::Known(node) = shape else { return Shape::Any };
        let node = self.follow(node);
        let held = node.get("items").or_else(|| node.get("additionalProperties"));
        held.filter(|held| held.is_object()).map_or(Shape::Any, Shape::Known)
    }

    /// Goes through references, and through "this or null".
    fn follow<'a>(&'a self, node: &'a Value) -> &'a Value {
        if let Some(reference) = node.get("$ref").and_then(Value::as_str) {
            let pointer = reference.trim_start_matches('#');
            return self.plan.pointer(pointer).map_or(node, |target| self.follow(target));
        }
        for several in ["anyOf", "allOf"] {
            let held = node.get(several).and_then(Value::as_array);
            let other = |held: &&Value| held.get("type").and_then(Value::as_str) != Some("null");
            if let Some(held) = held.and_then(|held| held.iter().find(other)) {
                return self.follow(held);
            }
        }
        node
    }

    /// All fields, each with its path.
    #[must_use]
    pub fn list(&self) -> Vec<Field> {
        let mut fields = Vec::new();
        self.walk("", &self.plan, &mut fields);
        fields
    }

    fn walk(&self, above: &str, node: &Value, found: &mut Vec<Field>) {
        let Some(fields) = node.get("properties").and_then(Value::as_object) else { return };
        for (name, field) in fields {
            let mut path = if above.is_empty() { name.clone() } else { format!("{above}.{name}") };
            let meaning = field.get("description").and_then(Value::as_str).unwrap_or_default();
            let (kind, inner) = (kind(field, self.follow(field)), self.follow(field));
            found.push(Field { path: path.clone(), kind, meaning: meaning.lines().collect::<Vec<_>>().join(" ") });
            let mut below = inner;
            while let Some(items) =
                below.get("items").or_else(|| below.get("additionalProperties")).filter(|held| held.is_object())
            {
                path.push_str("[]");
                below = self.follow(items);
            }
            self.walk(&path, below, found);
        }
    }
}

impl Default for Schema {
    fn default() -> Schema {
        Schema::new()
    }
}

/// What `loop` has inside a `for`.
const LOOP: &[&str] = &["index", "index0", "first", "last", "length"];

fn kind(field: &Value, followed: &Value) -> String {
    let told = |node: &Value| match node.get("type") {
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("|"),
        _ => "any".to_owned(),
    };
    let kind = told(followed);
    if field.get("anyOf").is_some() && !kind.contains("null") { format!("{kind}|null") } else { kind }
}
