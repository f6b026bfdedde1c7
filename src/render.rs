//! From a plan to the files of a context, in memory.
//!
//! Only the templates that a plan needs are parsed: parsing is most of the time of a run. Upstream files are never
//! rendered, they are copied: Istio's own files are full of `{{ }}`.

use crate::catalogue::TEMPLATES;
use crate::error::{Error, Kind, Result};
use crate::escape;
use crate::plan::{MESH, Plan};
use crate::text::{self, Language, core as core_text};
use crate::tree::{File, Tree, TreePath};
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

/// The Apache License 2.0, under which Istio publishes its binaries.
const LICENSE: &str = include_str!("../LICENSE");

/// The template that annotations are for.
const DOCKERFILE: &str = "Dockerfile.tera";

/// One file to render: its path in the context, its template, and the image that it is about.
struct Job {
    path: String,
    template: &'static str,
    image: Option<usize>,
}

fn jobs(plan: &Plan) -> Vec<Job> {
    let readme = if plan.language == "pt-BR" { "README.pt-BR.md.tera" } else { "README.md.tera" };
    let files =
        if plan.language == "pt-BR" { "config-files/README.pt-BR.md.tera" } else { "config-files/README.md.tera" };
    let job = |path: &str, template| Job { path: path.to_owned(), template, image: None };
    let mut jobs = vec![
        job(".dockerignore", "dockerignore.tera"),
        job("Dockerfile", DOCKERFILE),
        job("README.md", readme),
        job("config-files/README.md", files),
        job("docker-bake.hcl", "docker-bake.hcl.tera"),
    ];
    for (index, image) in plan.images.iter().enumerate() {
        let path = format!("env/{}.env", image.component);
        jobs.push(Job { path, template: "env/env.tera", image: Some(index) });
    }
    jobs
}

/// Renders the files of a plan; what is copied (sources, the user's binaries) is not among them.
///
/// # Errors
/// A template that does not parse or names what a plan does not have.
pub fn render(plan: &Plan, language: Language) -> Result<Tree> {
    let jobs = jobs(plan);
    let engine = engine(&jobs, language)?;
    let mut context = Context::from_serialize(plan).map_err(|error| broken("plan", &error))?;
    let mut tree = Tree::new();
    for job in &jobs {
        if let Some(image) = job.image.and_then(|index| plan.images.get(index)) {
            context.insert("image", image);
        }
        let text = engine.render(job.template, &context).map_err(|error| broken(job.template, &error))?;
        let mut text = finish(&text);
        if plan.annotate && job.template == DOCKERFILE {
            text = crate::annotate::annotate(&text, language);
        }
        put(&mut tree, &job.path, text.into_bytes())?;
    }
    put(&mut tree, "licenses/LICENSE", LICENSE.as_bytes().to_vec())?;
    if let Some(mesh) = &plan.mesh {
        put(&mut tree, MESH, mesh.clone().into_bytes())?;
    }
    Ok(tree)
}

/// A template engine with the templates of some files, our filters, and the comments in a language.
fn engine(jobs: &[Job], language: Language) -> Result<Tera> {
    let mut tera = Tera::new();
    tera.autoescape_on(Vec::<&str>::new());
    let word = |f: fn(&str) -> String| move |value: &str, _: Kwargs, _: &State| -> TeraResult<String> { Ok(f(value)) };
    tera.register_filter("dockerfile", word(escape::dockerfile));
    tera.register_filter("shell", word(escape::shell));
    tera.register_filter("hcl", word(escape::hcl));
    tera.register_filter("markdown", word(escape::markdown));
    tera.register_filter("code", word(escape::code));
    tera.register_filter("env_file", word(escape::env_file));
    tera.register_filter("plain", plain);
    tera.register_filter("json", |value: Value, _: Kwargs, _: &State| -> TeraResult<String> {
        let value = serde_json::to_value(value).map_err(tera::Error::message)?;
        Ok(escape::json(&value))
    });
    tera.register_function("note", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        note(&arguments, language)
    });
    let mut sources = Vec::new();
    for name in jobs.iter().map(|job| job.template) {
        let file = TEMPLATES.get_file(format!("context/{name}")).and_then(|file| file.contents_utf8());
        let text = file.ok_or_else(|| Error::new(Kind::Bug, core_text::bad_data(name)))?;
        if !sources.iter().any(|(held, _)| *held == name) {
            sources.push((name, text));
        }
    }
    tera.add_raw_templates(sources).map_err(|error| broken("context", &error))?;
    Ok(tera)
}

/// A word that stands in a shell script or in a flag without quotes: anything else is refused.
fn plain(value: &str, _: Kwargs, _: &State) -> TeraResult<String> {
    if value.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:,".contains(c)) {
        Ok(value.to_owned())
    } else {
        Err(tera::Error::message(format!("`{value}` is not a plain word")))
    }
}

/// A comment or short text from the one table, in the language of the context.
fn note(arguments: &Kwargs, language: Language) -> TeraResult<String> {
    let id: String = arguments.must_get("id")?;
    let argument = |name: &str| arguments.get::<String>(name).ok().flatten();
    let text = text::by_id(&id, argument).ok_or_else(|| tera::Error::message(format!("no text `{id}`")))?;
    Ok(text.say(language))
}

/// Line ends and blank lines as editors and linters want them, so that templates may be laid out for their readers.
fn finish(text: &str) -> String {
    let mut finished = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines() {
        let line = line.trim_end();
        if line.is_empty() && blank {
            continue;
        }
        blank = line.is_empty();
        finished.push_str(line);
        finished.push('\n');
    }
    while finished.ends_with("\n\n") {
        finished.pop();
    }
    finished
}

fn put(tree: &mut Tree, path: &str, bytes: Vec<u8>) -> Result<()> {
    let path =
        TreePath::new(path).map_err(|problem| Error::new(Kind::Bug, core_text::bad_data(path)).because(problem))?;
    tree.insert(path, File::plain(bytes));
    Ok(())
}

fn broken(name: &str, error: &tera::Error) -> Error {
    Error::new(Kind::Template, core_text::bad_template(name)).because(error)
}
