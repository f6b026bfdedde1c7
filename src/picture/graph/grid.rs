//! The columns of a drawing and the order in them.

use super::{Edges, Key};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in a column: a node, or the slot of a long edge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Node(usize),
    Slot(usize),
}

pub(super) struct Grid {
    pub(super) columns: Vec<Vec<Cell>>,
    /// The cells that each edge passes, from its source to its target.
    pub(super) routes: Vec<Vec<(usize, Cell)>>,
}

impl Grid {
    pub(super) fn new(keys: &[Key], links: &Edges, layers: &[usize]) -> Grid {
        let mut columns = vec![Vec::new(); layers.iter().max().map_or(0, |last| last + 1)];
        // What is brought in stands above what is made.
        let mut nodes: Vec<usize> = (0..keys.len()).collect();
        nodes.sort_by_key(|node| (matches!(keys[*node], Key::Stage(_)), *node));
        nodes.iter().for_each(|node| columns[layers[*node]].push(Cell::Node(*node)));
        let mut routes = Vec::new();
        for (edge, (from, to, _)) in links.keys().enumerate() {
            let mut route = vec![(layers[*from], Cell::Node(*from))];
            for (layer, column) in columns.iter_mut().enumerate().take(layers[*to]).skip(layers[*from] + 1) {
                column.push(Cell::Slot(edge));
                route.push((layer, Cell::Slot(edge)));
            }
            route.push((layers[*to], Cell::Node(*to)));
            routes.push(route);
        }
        Grid { columns, routes }
    }

    /// Sorts each column by where its neighbours stand, to and fro, and keeps the order with the fewest crossings.
    pub(super) fn order(&mut self) {
        let mut best = (self.crossings(), self.columns.clone());
        for round in 0..8 {
            let forward = round % 2 == 0;
            let count = self.columns.len();
            for step in 1..count {
                let column = if forward { step } else { count - 1 - step };
                let beside = if forward { column - 1 } else { column + 1 };
                let weight = |cell: Cell| self.centre(cell, column, beside);
                let mut cells: Vec<(f32, Cell)> =
                    self.columns[column].iter().map(|cell| (weight(*cell), *cell)).collect();
                cells.sort_by(|a, b| a.0.total_cmp(&b.0));
                self.columns[column] = cells.into_iter().map(|(_, cell)| cell).collect();
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.columns.clone());
            }
        }
        self.columns = best.1;
    }

    /// The mean place of a cell's neighbours in the column beside, as a part of that column; its own where it has none.
    fn centre(&self, cell: Cell, column: usize, beside: usize) -> f32 {
        let place = |column: usize, cell: Cell| {
            let cells = &self.columns[column];
            let index = cells.iter().position(|other| *other == cell).unwrap_or(0);
            (index as f32 + 0.5) / cells.len().max(1) as f32
        };
        let neighbours: Vec<f32> = self
            .steps()
            .filter_map(|(a, b)| match (a, b) {
                (a, b) if a == (column, cell) && b.0 == beside => Some(b),
                (a, b) if b == (column, cell) && a.0 == beside => Some(a),
                _ => None,
            })
            .map(|(column, cell)| place(column, cell))
            .collect();
        if neighbours.is_empty() {
            return place(column, cell);
        }
        neighbours.iter().sum::<f32>() / neighbours.len() as f32
    }

    fn steps(&self) -> impl Iterator<Item = ((usize, Cell), (usize, Cell))> {
        self.routes.iter().flat_map(|route| route.windows(2).map(|pair| (pair[0], pair[1])))
    }

    fn crossings(&self) -> usize {
        let places: BTreeMap<(usize, Cell), usize> = self
            .columns
            .iter()
            .enumerate()
            .flat_map(|(column, cells)| cells.iter().enumerate().map(move |(row, cell)| ((column, *cell), row)))
            .collect();
        let steps: BTreeSet<(usize, usize, usize)> = self.steps().map(|(a, b)| (a.0, places[&a], places[&b])).collect();
        let steps: Vec<_> = steps.into_iter().collect();
        let crosses = |a: &(usize, usize, usize), b: &(usize, usize, usize)| a.0 == b.0 && a.1 < b.1 && a.2 > b.2;
        steps.iter().enumerate().map(|(at, a)| steps[at + 1..].iter().filter(|b| crosses(a, b)).count()).sum()
    }
}
