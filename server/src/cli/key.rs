//! `skills-eye key new`, `rotate`, `retire` and `check`

use seal::file;

use super::arguments::Key;
use super::failure::Failure;
use super::output;

pub(super) fn run(what: &Key) -> Result<(), Failure> {
    carry_out(what).map_err(|error| Failure::Other(error.into()))
}

fn carry_out(what: &Key) -> Result<(), seal::FileError> {
    match what {
        Key::New { file } => {
            let id = file::create(file)?.current();
            output::error(&format!(
                "{} has the new key {id}; keep a copy where no backup of the data lies",
                file.display()
            ));
        }
        Key::Rotate { file } => {
            let ring = file::rotate(file)?;
            let earlier: Vec<_> = ring.ids().skip(1).map(|id| id.to_string()).collect();
            output::error(&format!(
                "{} has the new key {}, which is current; earlier ones stay: {}",
                file.display(),
                ring.current(),
                earlier.join(", ")
            ));
        }
        Key::Retire { file, id } => {
            file::retire(file, *id)?;
            output::error(&format!("{} has the key {id} no more", file.display()));
        }
        Key::Check { file } => {
            let ring = file::look_at(file)?;
            for id in ring.ids() {
                let which = match id == ring.current() {
                    true => "current",
                    false => "earlier",
                };
                output::line(&format!("{id} {which}"));
            }
        }
    }
    Ok(())
}
