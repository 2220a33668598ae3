# Everything that has to pass before a change goes in; .ci/run does the same from a clean checkout.
check: fmt lint test

fmt:
    cargo fmt --check

lint:
    cargo clippy --all-targets --locked -- -D warnings

test:
    cargo test --locked

# The examples inside the rules: all, or those of `just rules bn/dates`.
rules *ids:
    cargo run -q --locked -- rules test {{ids}}

# Compares the bundled sample; samples/README.md says what to find.
sample:
    cargo run -q --locked -- check samples/mill-roof --out reports/mill-roof

bench:
    cargo bench --locked

# The table of docs/performance.md for `gormil pairs`, by stage and whole, at three sizes.
bench-pairs:
    cargo bench --locked --bench pairs
