//! From a plan to the files of a context, in memory.
//!
//! Only the templates that a plan needs are parsed: parsing is most of the time of a run. Upstream files are never
//! rendered, they are copied: Istio's own files are full of `{{ }}`.

mod asked;
mod engine;

use crate::catalogue::TEMPLATES;
use crate::error::{Error, Kind, Result};
use crate::escape;
use crate::plan::{MESH, Plan};
use crate::template::{self, ENDING, OURS, Overlay, Problem};
use crate::text::{Language, core as core_text, template as template_text};
use crate::tree::{File, Tree, TreePath};
use asked::Asked;
use engine::Failure;
use std::collections::BTreeSet;
use std::sync::Arc;
use tera::Context;

pub(crate) use engine::note;
pub use engine::{FILTERS, OTHERS, Says};

/// The Apache License 2.0, under which Istio publishes its binaries.
const LICENSE: &str = include_str!("../LICENSE");

/// The template that annotations are for.
const DOCKERFILE: &str = "Dockerfile.tera";

/// One file to render: its path in the context, its template, and the image that it is about.
struct Job {
    path: String,
    template: String,
    image: Option<usize>,
}

fn jobs(plan: &Plan, overlay: &Overlay) -> Vec<Job> {
    let readme = if plan.language == "pt-BR" { "README.pt-BR.md.tera" } else { "README.md.tera" };
    let files =
        if plan.language == "pt-BR" { "config-files/README.pt-BR.md.tera" } else { "config-files/README.md.tera" };
    let job = |path: &str, template: &str| Job { path: path.to_owned(), template: template.to_owned(), image: None };
    let mut jobs = vec![
        job(".dockerignore", "dockerignore.tera"),
        job("Dockerfile", DOCKERFILE),
        job("README.md", readme),
        job("config-files/README.md", files),
        job("docker-bake.hcl", "docker-bake.hcl.tera"),
        job("renovate.json", "renovate.json.tera"),
    ];
    for (index, image) in plan.images.iter().enumerate() {
        let path = format!("env/{}.env", image.component);
        jobs.push(Job { path, template: "env/env.tera".to_owned(), image: Some(index) });
    }
    jobs.extend(overlay.added().map(|name| job(name.strip_suffix(ENDING).unwrap_or(name), name)));
    jobs
}

/// Whether a template of ours is rendered once for each image, which it knows as `image`.
#[must_use]
pub fn about_image(name: &str) -> bool {
    name == "env/env.tera"
}

/// The names of our templates, as a directory that overrides them names its files.
pub fn names() -> impl Iterator<Item = &'static str> {
    fn below(directory: &'static include_dir::Dir<'static>, names: &mut Vec<&'static str>) {
        names.extend(directory.files().filter_map(|file| file.path().to_str()?.strip_prefix("context/")));
        directory.dirs().for_each(|inner| below(inner, names));
    }
    let mut names = Vec::new();
    TEMPLATES.get_dir("context").into_iter().for_each(|directory| below(directory, &mut names));
    names.sort_unstable();
    names.into_iter()
}

/// The text of one of our templates.
#[must_use]
pub fn built_in(name: &str) -> Option<&'static str> {
    TEMPLATES.get_file(format!("context/{name}")).and_then(|file| file.contents_utf8())
}

/// Renders the files of a plan with our own templates; what is copied (sources, the user's binaries) is not among them.
///
/// # Errors
/// A template that does not parse or names what a plan does not have.
pub fn render(plan: &Plan, language: Language) -> Result<Tree> {
    let mut problems = Vec::new();
    let tree = render_over(plan, &Overlay::default(), language, &mut problems)?;
    match problems.first() {
        Some(problem) => Err(broken(&problem.template, &problem.message.say(Language::English))),
        None => Ok(tree),
    }
}

/// Renders the files of a plan; the user's templates stand before ours. What is wrong in theirs is among `problems`.
///
/// # Errors
/// One of our own templates does not parse or names what a plan does not have.
pub fn render_over(plan: &Plan, overlay: &Overlay, language: Language, problems: &mut Vec<Problem>) -> Result<Tree> {
    let jobs = jobs(plan, overlay);
    let mut tree = Tree::new();
    let own = own_instructions(plan);
    let mut engine = engine::engine(language, &own);
    let sources = sources(&jobs, overlay)?;
    if let Err(error) = engine.add_raw_templates(sources.iter().copied()) {
        problems.extend(overlay.problems_of(&error).map_err(|error| broken("context", &error))?);
        return Ok(tree);
    }
    let mut context = Context::from_serialize(plan).map_err(|error| broken("plan", &error))?;
    for job in &jobs {
        if let Some(image) = job.image.and_then(|index| plan.images.get(index)) {
            context.insert("image", image);
        }
        match engine::render(&engine, &job.template, &context) {
            Ok(text) => {
                let mut text = finish(&text);
                if plan.annotate && job.template == DOCKERFILE {
                    text = crate::annotate::annotate(&text, language);
                }
                put(&mut tree, &job.path, text.into_bytes())?;
            }
            Err(Failure::Engine(error)) => {
                problems.extend(overlay.problems_of(&error).map_err(|error| broken(&job.template, &error))?);
            }
            Err(Failure::Unguarded(value)) => {
                let message = template_text::value_unfiltered(&value);
                let found = unguarded(&job.template, &sources, &context, language, &own);
                let (template, line, column) = found.unwrap_or((job.template.clone(), 0, 0));
                if !overlay.has(&template) {
                    return Err(broken(&template, &message.say(Language::English)));
                }
                problems.push(Problem { template, line, column, message });
            }
        }
        context.remove("image");
    }
    problems.dedup();
    for resource in &plan.resources {
        put(&mut tree, &resource.path, resource.text.clone().into_bytes())?;
    }
    put(&mut tree, "licenses/LICENSE", LICENSE.as_bytes().to_vec())?;
    if let Some(mesh) = &plan.mesh {
        put(&mut tree, MESH, mesh.clone().into_bytes())?;
    }
    Ok(tree)
}

/// The user's own instructions, which the selection has parsed.
fn own_instructions(plan: &Plan) -> Arc<BTreeSet<String>> {
    let mut own: BTreeSet<String> = plan.stages.iter().cloned().collect();
    for custom in plan.images.iter().map(|image| &image.custom) {
        let held = &custom.snippets;
        own.extend([&held.before_packages, &held.before_copy, &held.before_user, &held.end].map(Clone::clone));
        own.extend(custom.onbuild.iter().cloned());
    }
    Arc::new(own)
}

/// The templates of some files and what those include, each once; the user's before ours.
fn sources<'a>(jobs: &'a [Job], overlay: &'a Overlay) -> Result<Vec<(&'a str, &'a str)>> {
    let mut sources: Vec<(&str, &str)> = overlay.iter().collect();
    let mut wanted: Vec<&str> = jobs.iter().map(|job| job.template.as_str()).collect();
    wanted.extend(overlay.needs());
    for name in wanted {
        if !sources.iter().any(|(held, _)| *held == name) {
            match built_in(name.strip_prefix(OURS).unwrap_or(name)) {
                Some(text) => sources.push((name, text)),
                // The engine says where a name stands that nobody has.
                None if overlay.needs().any(|needed| needed == name) => {}
                None => return Err(Error::new(Kind::Bug, core_text::bad_data(name))),
            }
        }
    }
    Ok(sources)
}

/// Where a value is printed without a filter: found by asking each such place by a filter that refuses, as the engine's
/// escaping does not know the place.
fn unguarded(
    template: &str,
    sources: &[(&str, &str)],
    context: &Context,
    language: Language,
    own: &Arc<BTreeSet<String>>,
) -> Option<(String, usize, usize)> {
    let mut asking = engine::engine(language, own);
    let asked: Vec<(&str, Asked)> = sources.iter().map(|(name, text)| (*name, Asked::new(text))).collect();
    asking.add_raw_templates(asked.iter().map(|(name, asked)| (*name, asked.text.as_str()))).ok()?;
    let Err(error) = asking.render(template, context) else { return None };
    let found = template::places(&error).into_iter().next()?;
    let (_, asked) = asked.iter().find(|(held, _)| *held == found.template)?;
    let (line, column) = asked.place(found.line, found.column);
    Some((found.template, line, column))
}

/// The sign at the end of lines that are kept as they are: a private-use character, which no preset may hold.
const KEPT: char = '\u{e000}';

/// The user's own lines, heredocs among them: no space of theirs is touched.
fn verbatim(text: &str) -> String {
    text.lines().map(|line| format!("{line}{KEPT}")).collect::<Vec<_>>().join("\n")
}

/// A value in an environment file, to the last space.
fn env_file(value: &str) -> String {
    let line = escape::env_file(value);
    if line.ends_with(char::is_whitespace) { line + &KEPT.to_string() } else { line }
}

/// Line ends and blank lines as editors and linters want them, so that templates may be laid out for their readers.
fn finish(text: &str) -> String {
    let mut finished = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines() {
        let own = line.contains(KEPT);
        let line = if own { line } else { line.trim_end() };
        if line.is_empty() && blank && !own {
            continue;
        }
        blank = line.is_empty() && !own;
        finished.extend(line.chars().filter(|c| *c != KEPT));
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

fn broken(name: &str, error: &impl std::fmt::Display) -> Error {
    Error::new(Kind::Template, core_text::bad_template(name)).because(error)
}
