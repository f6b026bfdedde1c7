//! The graph of stages as a drawing: columns from what is brought in to the images that come out, in the manner of
//! Sugiyama, Tagawa and Toda ("Methods for Visual Understanding of Hierarchical System Structures", 1981): layers by the
//! longest path, order within a layer by barycentre, and long edges led through slots of their own.

mod grid;

use super::{From, Source, Stage};
use grid::{Cell, Grid};
use serde::Serialize;
use std::collections::BTreeMap;

/// A graph with more stages than this is a table only: nobody reads it as a drawing.
const MOST_STAGES: usize = 60;
const COLUMN_GAP: f32 = 84.0;
const ROW_GAP: f32 = 22.0;
const HEIGHT: f32 = 50.0;
const SLOT: f32 = 8.0;
const MARGIN: f32 = 10.0;
/// The width of a character of the monospaced face at the size that the page uses, with some room.
const CHARACTER: f32 = 7.6;
const LONGEST: usize = 46;
/// Room for the longest word that says what a box is.
const NARROWEST: f32 = 172.0;
/// More cells than this are no drawing that anybody reads.
const MOST_CELLS: usize = 1500;

/// The drawing, in units of the user's screen.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Drawing {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// The boxes, in the order of reading: column by column, from top to bottom.
    pub nodes: Vec<Node>,
    /// The arrows.
    pub edges: Vec<Edge>,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node {
    /// `context`, `image`, `url`, `scratch`, `stage` or `target`.
    pub kind: &'static str,
    /// Its name in full.
    pub name: String,
    /// Its name, cut where it would not fit.
    pub label: String,
    /// The index of the stage that it is.
    pub stage: Option<usize>,
    /// The left edge.
    pub x: f32,
    /// The upper edge.
    pub y: f32,
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edge {
    /// `from`, `copy` or `mount`.
    pub kind: &'static str,
    /// The path data of SVG.
    pub path: String,
    /// The name of the box that it leaves.
    pub source: String,
    /// The name of the box that it reaches.
    pub target: String,
    /// What goes along it.
    pub what: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Context,
    Image(String),
    Url(String),
    Stage(usize),
}

/// What goes along, by from, to and kind.
type Edges = BTreeMap<(usize, usize, &'static str), Vec<String>>;

struct Links {
    keys: Vec<Key>,
    links: Edges,
}

/// Draws the stages; `None` when there is nothing to draw, or too much to be read.
#[must_use]
pub fn draw(stages: &[Stage]) -> Option<Drawing> {
    if stages.is_empty() || stages.len() > MOST_STAGES {
        return None;
    }
    let Links { keys, links } = link(stages);
    let layers = layers(&keys, &links);
    let length = |(from, to, _): &(usize, usize, &str)| layers[*to].saturating_sub(layers[*from]);
    if keys.len() + links.keys().map(length).sum::<usize>() > MOST_CELLS {
        return None;
    }
    let mut grid = Grid::new(&keys, &links, &layers);
    grid.order();
    Some(grid.place(stages, &keys, &links))
}

fn link(stages: &[Stage]) -> Links {
    let mut keys: Vec<Key> = (0..stages.len()).map(Key::Stage).collect();
    let mut known: BTreeMap<Key, usize> = keys.iter().cloned().zip(0..).collect();
    let mut links = Edges::new();
    let mut node = |key: Key| {
        *known.entry(key.clone()).or_insert_with(|| {
            keys.push(key);
            keys.len() - 1
        })
    };
    let earlier = |name: &str, before: usize| stages[..before].iter().rposition(|stage| stage.name == *name);
    for (index, stage) in stages.iter().enumerate() {
        let from = match &stage.from {
            From::Image(name) => Some(node(Key::Image(name.clone()))),
            From::Stage(name) => earlier(name, index),
            From::Scratch => None,
        };
        if let Some(from) = from {
            links.entry((from, index, "from")).or_default();
        }
        for copied in &stage.copied {
            let from = match &copied.from {
                Source::Context => Some(node(Key::Context)),
                Source::Image(name) => Some(node(Key::Image(name.clone()))),
                Source::Url(url) => Some(node(Key::Url(url.clone()))),
                Source::Stage(name) => earlier(name, index),
                Source::Inline => None,
            };
            if let Some(from) = from {
                let kind = if copied.mounted { "mount" } else { "copy" };
                links.entry((from, index, kind)).or_default().push(format!("{} → {}", copied.path, copied.target));
            }
        }
    }
    Links { keys, links }
}

/// The column of each node: behind all that it is made from; what is brought in stands right before its first use.
fn layers(keys: &[Key], links: &Edges) -> Vec<usize> {
    let mut layers = vec![0; keys.len()];
    // Stages come first among the keys, in their order, and each is made from earlier ones alone.
    for (index, key) in keys.iter().enumerate() {
        if let Key::Stage(_) = key {
            let sources = links.keys().filter(|(_, to, _)| *to == index);
            layers[index] = sources.map(|(from, ..)| layers[*from] + 1).max().unwrap_or(0);
        }
    }
    for (index, key) in keys.iter().enumerate() {
        if !matches!(key, Key::Stage(_)) {
            let uses = links.keys().filter(|(from, ..)| *from == index).map(|(_, to, _)| layers[*to]);
            layers[index] = uses.min().unwrap_or(1_usize).saturating_sub(1);
        }
    }
    layers
}

impl Grid {
    fn place(&self, stages: &[Stage], keys: &[Key], links: &Edges) -> Drawing {
        let names: Vec<(&'static str, String)> = keys.iter().map(|key| named(key, stages)).collect();
        let cell_height = |cell: &Cell| if matches!(cell, Cell::Node(_)) { HEIGHT } else { SLOT };
        let heights: Vec<f32> = self
            .columns
            .iter()
            .map(|cells| cells.iter().map(cell_height).sum::<f32>() + ROW_GAP * cells.len().saturating_sub(1) as f32)
            .collect();
        let tallest = heights.iter().copied().fold(0.0, f32::max);
        let (mut left, mut boxes) = (MARGIN, BTreeMap::new());
        let mut nodes = Vec::new();
        for (column, cells) in self.columns.iter().enumerate() {
            let length = |cell: &Cell| match cell {
                Cell::Node(node) => shortened(&names[*node].1).chars().count(),
                Cell::Slot(_) => 0,
            };
            let width = (cells.iter().map(length).max().unwrap_or(0) as f32 * CHARACTER + 28.0).max(NARROWEST);
            let mut top = MARGIN + (tallest - heights[column]) / 2.0;
            for cell in cells {
                boxes.insert((column, *cell), (left, top, width, cell_height(cell)));
                if let Cell::Node(node) = cell {
                    let (kind, name) = names[*node].clone();
                    let stage = if let Key::Stage(index) = keys[*node] { Some(index) } else { None };
                    let label = shortened(&name);
                    nodes.push(Node { kind, name, label, stage, x: left, y: top, width, height: HEIGHT });
                }
                top += cell_height(cell) + ROW_GAP;
            }
            left += width + COLUMN_GAP;
        }
        let lines: Vec<Vec<Frame>> =
            self.routes.iter().map(|route| route.iter().map(|cell| boxes[cell]).collect()).collect();
        let ends = ends(&self.routes, &lines);
        let edges = links.iter().enumerate().map(|(index, ((from, to, kind), what))| Edge {
            kind,
            path: curve(&lines[index], ends[index]),
            source: names[*from].1.clone(),
            target: names[*to].1.clone(),
            what: what.clone(),
        });
        let edges = edges.collect();
        Drawing { width: left - COLUMN_GAP + MARGIN, height: tallest + 2.0 * MARGIN, nodes, edges }
    }
}

/// Left edge, upper edge, width and height.
type Frame = (f32, f32, f32, f32);

fn middle(frame: &Frame) -> f32 {
    frame.1 + frame.3 / 2.0
}

/// Where each line leaves its first box and reaches its last one: those of one box stand apart, in the order of where
/// they go, so that each can be followed.
fn ends(routes: &[Vec<(usize, Cell)>], lines: &[Vec<Frame>]) -> Vec<(f32, f32)> {
    let mut ends: Vec<(f32, f32)> = vec![(0.0, 0.0); lines.len()];
    let mut sides: BTreeMap<((usize, Cell), bool), Vec<usize>> = BTreeMap::new();
    for (index, route) in routes.iter().enumerate() {
        if let (Some(first), Some(last)) = (route.first(), route.last()) {
            sides.entry((*first, true)).or_default().push(index);
            sides.entry((*last, false)).or_default().push(index);
        }
    }
    for ((_, leaving), mut edges) in sides {
        let beside = |line: &[Frame]| if leaving { line.get(1) } else { line.iter().rev().nth(1) }.map_or(0.0, middle);
        edges.sort_by(|a, b| beside(&lines[*a]).total_cmp(&beside(&lines[*b])));
        let count = edges.len();
        for (place, edge) in edges.into_iter().enumerate() {
            let frame = if leaving { lines[edge].first() } else { lines[edge].last() };
            let Some((_, top, _, height)) = frame else { continue };
            let y = top + height * (place as f32 + 1.0) / (count as f32 + 1.0);
            if leaving { ends[edge].0 = y } else { ends[edge].1 = y }
        }
    }
    ends
}

/// A smooth line from the right side of the first box through the slots to the left side of the last one.
fn curve(boxes: &[Frame], (start, finish): (f32, f32)) -> String {
    let Some(first) = boxes.first() else { return String::new() };
    let (mut x, mut y) = (first.0 + first.2, start);
    let mut path = format!("M{x:.1} {y:.1}");
    for (index, next) in boxes.iter().enumerate().skip(1) {
        let last = index + 1 == boxes.len();
        // Room for the head of the arrow.
        let (to_x, to_y) = if last { (next.0 - 7.0, finish) } else { (next.0, middle(next)) };
        let bend = x + (to_x - x) / 2.0;
        path.push_str(&format!(" C{bend:.1} {y:.1} {bend:.1} {to_y:.1} {to_x:.1} {to_y:.1}"));
        (x, y) = (to_x, to_y);
        if !last {
            x = next.0 + next.2;
            path.push_str(&format!(" H{x:.1}"));
        }
    }
    path
}

fn named(key: &Key, stages: &[Stage]) -> (&'static str, String) {
    match key {
        Key::Context => ("context", String::new()),
        Key::Image(name) => ("image", name.clone()),
        Key::Url(url) => ("url", url.clone()),
        Key::Stage(index) => {
            let stage = &stages[*index];
            (if stage.is_image { "target" } else { "stage" }, stage.name.clone())
        }
    }
}

/// A name that fits: of a long one the beginning and the end, which tells more than the middle.
fn shortened(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    if characters.len() <= LONGEST {
        return name.to_owned();
    }
    let head = LONGEST / 2 - 4;
    let tail = LONGEST - head - 1;
    let kept = characters[..head].iter().chain(&['…']).chain(&characters[characters.len() - tail..]);
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dockerfile::Dockerfile;
    use crate::picture::stages;
    use std::collections::BTreeSet;

    fn drawing(text: &str) -> Option<Drawing> {
        draw(&stages(&Dockerfile::parse(text)))
    }

    #[test]
    fn boxes_stand_apart_and_inside_and_arrows_lead_to_the_right() {
        let drawing = drawing(
            "FROM a AS one\nFROM one AS two\nCOPY x /x\nFROM scratch AS three\nCOPY --from=one /a /a\nCOPY --from=two /b /b\n\
             RUN --mount=type=bind,from=two,target=/t --mount=type=cache,target=/c true\n\
             FROM b\nCOPY --from=three /z /z\nCOPY --from=one /q /q\nADD https://e.example/f /f\nCOPY --from=c.example/d:1 /i /i\n",
        )
        .unwrap();
        let names: Vec<&str> = drawing.nodes.iter().map(|node| node.name.as_str()).collect();
        for name in ["a", "b", "one", "two", "three", "3", "https://e.example/f", "c.example/d:1", ""] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        for (index, node) in drawing.nodes.iter().enumerate() {
            assert!(node.x >= 0.0 && node.y >= 0.0, "{node:?}");
            assert!(node.x + node.width <= drawing.width && node.y + node.height <= drawing.height, "{node:?}");
            for other in &drawing.nodes[index + 1..] {
                let beside = node.x + node.width <= other.x || other.x + other.width <= node.x;
                assert!(
                    beside || node.y + node.height <= other.y || other.y + other.height <= node.y,
                    "{node:?} {other:?}"
                );
            }
        }
        for edge in &drawing.edges {
            let find = |name: &str| drawing.nodes.iter().find(|node| node.name == name).unwrap();
            assert!(find(&edge.source).x < find(&edge.target).x, "{edge:?}");
        }
        let kinds: BTreeSet<&str> = drawing.edges.iter().map(|edge| edge.kind).collect();
        // A cache is nothing that comes from elsewhere.
        assert_eq!(kinds, BTreeSet::from(["copy", "from", "mount"]));
    }

    #[test]
    fn lines_that_need_not_cross_do_not() {
        let drawing = drawing(
            "FROM b AS y\nFROM a AS x\nFROM scratch AS p\nCOPY --from=x /1 /1\nFROM scratch AS q\nCOPY --from=y /1 /1\n",
        );
        let drawing = drawing.unwrap();
        let row = |name: &str| drawing.nodes.iter().find(|node| node.name == name).unwrap().y;
        assert_eq!(row("x") < row("y"), row("p") < row("q"));
        assert_eq!(row("a") < row("b"), row("p") < row("q"));
    }

    #[test]
    fn what_nobody_can_read_is_not_drawn() {
        assert_eq!(drawing(""), None);
        let chain: String = (1..=61).map(|index| format!("FROM scratch AS s{index}\n")).collect();
        assert_eq!(drawing(&chain), None);
        let downloads: String = (0..2000).map(|index| format!("ADD https://e.example/{index} /\n")).collect();
        assert_eq!(drawing(&format!("FROM scratch\n{downloads}")), None);
        assert_eq!(shortened(&"ab".repeat(60)).chars().count(), LONGEST);
    }
}
