use gormil::*;
fn main(){
 let rules = match ruleset::shipped(){Ok(r)=>r,Err(e)=>{println!("{e}");return}};
 use std::io::BufRead;
 for line in std::io::stdin().lock().lines().map_while(Result::ok){
  let l = rules.language_of(&line);
  let r = lexis::Reading::of(&line,0,&rules.languages[l]);
  let t = extract::mentions_in(&r);
  println!("{line}");
  for m in t.mentions { println!("   [{}] {:?} {:?}", m.raw.of(&line), m.kind, m.rules.iter().map(|x|rules.name(*x)).collect::<Vec<_>>()); }
 }
}
