//! The search for texts that take longer.

use countersign_lint::Language;

use crate::{
    cost::{alone, waited},
    texts::{HEAD, TEXTS, Text},
};

/// Chance that comes out the same every time: Knuth's.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }

    /// A piece of what is among the texts, at times with names of its own.
    fn piece(&mut self) -> String {
        let (_, text) = &TEXTS[self.below(TEXTS.len())];
        match text {
            Text::Repeat(seed) => (*seed).to_owned(),
            Text::Dice(set) => set[self.below(set.len())].to_owned(),
            Text::Nest(open, close) => [*open, *close][self.below(2)].to_owned(),
            Text::Vary(seed) => {
                let name = format!("n{:x}", self.below(1 << 20));
                seed.replace('a', &name)
            }
        }
    }
}

/// More than is looked at of a long text.
const SEARCHED: usize = 10 * 1024;

/// What a search came to; costs in milliseconds.
pub(crate) struct Worst {
    /// Of the code that it began with.
    pub(crate) first: f64,
    /// Of the text that takes longest, where nobody leaves.
    pub(crate) alone: f64,
    /// How long somebody waits for the same text.
    pub(crate) waited: f64,
    /// How often a change made it worse.
    pub(crate) changes: usize,
}

/// Climbs from code of a language to what takes the linter longer.
pub(crate) fn search(language: Language, steps: usize, seed: u64) -> Worst {
    let own = format!("other lines of {}", language.name());
    let valid = format!("valid {}", language.name());
    let of_language = |name: &str| name == own || name == valid;
    let mut dice = Dice(seed);
    let mut pieces: Vec<String> = Vec::new();
    let lines: Vec<&Text> = TEXTS
        .iter()
        .filter(|(name, _)| of_language(name))
        .map(|(_, text)| text)
        .collect();
    while pieces.iter().map(String::len).sum::<usize>() < SEARCHED {
        let name = format!("n{:x}", dice.below(1 << 20));
        match lines.get(dice.below(lines.len())) {
            Some(Text::Vary(line)) => pieces.push(line.replace('a', &name)),
            Some(Text::Repeat(line)) => pieces.push((*line).to_owned()),
            _ => pieces.push(format!("{name} = f({name})\n")),
        }
    }
    let whole = |pieces: &[String]| {
        let mut text = HEAD.to_owned() + "\n" + &pieces.concat();
        let mut end = text.len().min(SEARCHED);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text
    };
    let first = alone(&whole(&pieces), language);
    let (mut most, mut worse) = (first, 0);
    for _ in 0..steps {
        let mut changed = pieces.clone();
        for _ in 0..=dice.below(4) {
            let (at, length) = (dice.below(changed.len()), 1 + dice.below(24));
            let end = (at + length).min(changed.len());
            match dice.below(5) {
                0 => changed[at] = dice.piece(),
                1 => changed.insert(at, dice.piece()),
                2 => drop(changed.drain(at..end)),
                3 => {
                    let again = changed[at..end].to_vec();
                    let to = dice.below(changed.len());
                    changed.splice(to..to, again);
                }
                _ => {
                    let (new, times) = (dice.piece(), 1 + dice.below(12));
                    changed.splice(at..end, std::iter::repeat_n(new, times));
                }
            }
            if changed.is_empty() {
                changed.push(dice.piece());
            }
        }
        let cost = alone(&whole(&changed), language);
        if cost > most {
            (most, worse, pieces) = (cost, worse + 1, changed);
        }
    }
    // Once more, so that no accident counts.
    let text = whole(&pieces);
    Worst {
        first,
        alone: alone(&text, language),
        waited: waited(&text, language),
        changes: worse,
    }
}
