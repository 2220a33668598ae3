//! Which articles are alike at all: an inverted index that loses none from a likeness on.

/// An article's terms with their weights, sorted by term; of length one.
pub type Row = Vec<(u32, f64)>;

/// Share of the least likeness that the lightest terms of an article, which are not indexed, may come to.
const LEFT_OUT: f64 = 0.4;
/// Room for rounding: sums are of single precision, which is exact to the seventh digit, and of some hundred products.
const SLACK: f64 = 1e-4;

/// For each term the articles that hold it among their heavier ones, with its weight there.
pub struct Index {
    postings: Vec<Vec<(u32, f32)>>,
    /// For each article the length of what is not indexed.
    left_out: Vec<f64>,
}

/// What one thread needs: a sum for each article.
pub struct Scratch {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Scratch {
    /// Room for so many articles.
    pub fn new(articles: usize) -> Self {
        Self { sums: vec![0.0; articles], touched: Vec::new() }
    }
}

impl Index {
    /// Posts the heavier terms of each row: all but the lightest, which together are too short to make two articles
    /// `least` alike. By the inequality of Cauchy and Schwarz no sum over them is greater than their length.
    pub fn of(rows: &[Row], terms: usize, least: f64) -> Self {
        let mut postings: Vec<Vec<(u32, f32)>> = vec![Vec::new(); terms];
        let mut left_out = vec![0.0; rows.len()];
        for (row, article) in rows.iter().zip(0u32..) {
            let mut light: Vec<&(u32, f64)> = row.iter().collect();
            light.sort_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0)));
            let mut square = 0.0;
            let skipped = light.iter().take_while(|(_, w)| {
                let with = square + w * w;
                let fits = with.sqrt() <= LEFT_OUT * least;
                square = if fits { with } else { square };
                fits
            });
            let skipped = skipped.count();
            left_out[article as usize] = square.sqrt();
            light[skipped..].iter().for_each(|(t, w)| postings[*t as usize].push((article, single(*w))));
        }
        Self { postings, left_out }
    }

    /// The other articles whose likeness with its row may reach `least`, sorted. A term also meets its
    /// `kin`, with their likeness; one kin may then stand for several terms, so that what is left out counts double.
    pub fn candidates(
        &self,
        article: usize,
        row: &Row,
        least: f64,
        kin: Option<&[Row]>,
        scratch: &mut Scratch,
    ) -> Vec<u32> {
        let Scratch { sums, touched } = scratch;
        for (term, weight) in row {
            let own = std::iter::once((*term, 1.0));
            let met = own.chain(kin.map_or(&[][..], |kin| &kin[*term as usize]).iter().copied());
            for (term, likeness) in met {
                let times = single(weight * likeness);
                for (article, other) in &self.postings[term as usize] {
                    let sum = &mut sums[*article as usize];
                    if *sum <= 0.0 {
                        touched.push(*article);
                    }
                    *sum += times * other;
                }
            }
        }
        let times = if kin.is_some() { 2.0 } else { 1.0 };
        let reach = |a: u32| f64::from(sums[a as usize]) + times * self.left_out[a as usize] + SLACK >= least;
        let mut found: Vec<u32> = touched.iter().copied().filter(|a| *a as usize != article && reach(*a)).collect();
        touched.drain(..).for_each(|a| sums[a as usize] = 0.0);
        found.sort_unstable();
        found
    }
}

/// A weight in single precision: half as much memory to walk through.
#[allow(clippy::cast_possible_truncation, reason = "of weights up to 1, rounded")]
fn single(weight: f64) -> f32 {
    weight as f32
}
