//! placeholder
#[test]
fn line_rules_pass_their_examples() {
    let rules = gormil::ruleset::shipped().unwrap_or_else(|e| panic!("{e}"));
    let mut bad = 0;
    for language in &rules.languages {
        for line in &language.lines {
            let info = &rules.rules[line.rule.index()];
            let m = |t: &str| {
                line.lines.iter().any(|l| {
                    l.is_match(gormil::fold::folded(t).trim_start_matches(|c: char| " •|>".contains(c)).trim())
                })
            };
            for f in &info.fires {
                if !m(&f.text) {
                    bad += 1;
                    println!("missing {} : {}", info.id, f.text);
                }
            }
            for s in &info.silent {
                if m(s) {
                    bad += 1;
                    println!("noisy {} : {}", info.id, s);
                }
            }
        }
    }
    assert_eq!(bad, 0);
}
