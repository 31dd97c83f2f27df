//! One group of commands: applied, kept, shown, answered.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::oneshot;

use super::{Failure, GROUP, Request, Worker};
use crate::command::{Alarm, Command, Draft, Effects, Outcome, Refusal, apply, watch_over, wind};
use crate::error::{OpenError, StoreError};
use crate::image::Image;
use crate::rows::RowKey;
use catalog::lookup;

/// When an alarm that could not be kept is tried again.
const AGAIN_MS: u64 = 1_000;

type Answer = oneshot::Sender<Result<Outcome, Failure>>;

#[derive(Default)]
struct Group {
    effects: Effects,
    /// How many of the touched rows each index has.
    steps: Vec<(u64, usize)>,
    answers: Vec<(Answer, Result<Outcome, Refusal>)>,
    due: Vec<Alarm>,
}

impl Worker {
    /// Before anything is asked: the registry's own node, and the times that run.
    pub(super) fn begin(&mut self) -> Result<(), OpenError> {
        let mut image = Image::clone(&self.shared.image.load());
        let mut group = Group::default();
        let own = Command::Own(self.own.clone());
        self.step(&mut image, &mut group, &own)
            .map_err(|refusal| OpenError::OwnNode {
                words: refusal.words,
            })?;
        self.disk.commit(&image, &group.effects.rows)?;
        self.shared.feed.start_again(image.index);
        self.shared.image.store(Arc::new(image));
        self.wind_all();
        Ok(())
    }

    /// Whether the thread is to end.
    pub(super) fn carry_out(&mut self, requests: Vec<Request>) -> bool {
        if let Err(error) = self.mend() {
            return self.refuse_all(requests, error);
        }
        let mut image = Image::clone(&self.shared.image.load());
        let mut group = Group {
            due: self.alarms.due(self.now(), GROUP),
            ..Group::default()
        };
        for alarm in group.due.clone() {
            // Nobody asked, so nobody is told if it is refused.
            let _ = self.step(&mut image, &mut group, &Command::Elapsed(alarm));
        }
        let mut ends = false;
        let mut apart = Vec::new();
        for request in requests {
            match request {
                Request::Change { command, answer } => {
                    let outcome = self.step(&mut image, &mut group, &command);
                    group.answers.push((answer, outcome));
                }
                Request::Close => ends = true,
                other => apart.push(other),
            }
        }
        self.finish(image, group);
        for request in apart {
            self.tend(request);
        }
        ends
    }

    fn step(
        &mut self,
        image: &mut Image,
        group: &mut Group,
        command: &Command,
    ) -> Result<Outcome, Refusal> {
        let before = group.effects.rows.len();
        let index = image.index + 1;
        let now = self.now();
        let mut draft = Draft {
            image,
            names: &mut self.names,
            effects: &mut group.effects,
            index,
            now,
        };
        let outcome = apply(&mut draft, command);
        let touched = group.effects.rows.len() - before;
        if touched > 0 {
            group.steps.push((index, touched));
        }
        outcome
    }

    /// Keeps what the group has done, shows it and answers; or answers that it could not.
    fn finish(&mut self, image: Image, group: Group) {
        let Group {
            effects,
            steps,
            answers,
            due,
        } = group;
        if !effects.rows.is_empty() {
            let rows: HashSet<&RowKey> = effects.rows.iter().collect();
            if let Err(error) = self.disk.commit(&image, rows) {
                tracing::error!(%error, commands = answers.len(), "registry.commit_failed");
                for alarm in due {
                    self.alarms.set(alarm, self.now() + AGAIN_MS);
                }
                let error = Arc::new(self.settle_failed(error));
                for (answer, outcome) in answers {
                    let _ = answer.send(settle(outcome, Some(&error)));
                }
                return;
            }
            let mut rest = effects.rows.as_slice();
            for (index, count) in steps {
                let (rows, others) = rest.split_at(count.min(rest.len()));
                self.shared.feed.note(index, rows);
                rest = others;
            }
            self.shared.image.store(Arc::new(image));
        }
        for change in effects.alarms {
            self.alarms.change(change);
        }
        // Answers before wakes: a writer is told first, a watcher may take as long as it likes.
        for (answer, outcome) in answers {
            let _ = answer.send(settle(outcome, None));
        }
        self.shared.watchers.tell(&effects.topics);
    }

    /// The file is looked at while the writers wait, so that they can be told whether
    /// anything of it is there, where that is known.
    fn settle_failed(&mut self, error: StoreError) -> StoreError {
        let shown = self.shared.image.load_full();
        match self.mend() {
            Ok(()) if Arc::ptr_eq(&shown, &self.shared.image.load_full()) => error.nothing_kept(),
            _ => error,
        }
    }

    /// Shows an image that did not come of the one before.
    pub(super) fn show_other(&mut self, image: Image) {
        self.shared.feed.start_again(image.index);
        self.shared.image.store(Arc::new(image));
        self.alarms.clear_all();
        self.wind_all();
        self.shared.watchers.tell_all();
    }

    fn tend(&mut self, request: Request) {
        match request {
            Request::Compact { answer } => {
                let _ = answer.send(self.disk.compact());
            }
            Request::Replace { image, answer } => {
                let _ = answer.send(self.replace(*image));
            }
            Request::Change { .. } | Request::Close => {}
        }
    }

    fn replace(&mut self, mut image: Image) -> Result<(), StoreError> {
        let current = self.shared.image.load_full();
        // Indexes never go back, so that no watcher waits for one that will not come.
        image.settle(image.index.max(current.index) + 1);
        let own = Command::Own(self.own.clone());
        self.step(&mut image, &mut Group::default(), &own)
            .map_err(|refusal| StoreError::Row(refusal.words))?;
        let rows: HashSet<RowKey> = all_rows(&current).chain(all_rows(&image)).collect();
        self.disk.commit(&image, &rows)?;
        self.show_other(image);
        Ok(())
    }

    /// Starts every time anew, as after a change of leader in Consul.
    pub(super) fn wind_all(&mut self) {
        let mut image = Image::clone(&self.shared.image.load());
        let mut effects = Effects::default();
        let now = self.now();
        let mut draft = Draft {
            index: image.index,
            image: &mut image,
            names: &mut self.names,
            effects: &mut effects,
            now,
        };
        let sessions: Vec<_> = draft.image.sessions.iter().cloned().collect();
        for row in sessions {
            wind(&mut draft, &row);
        }
        let checks: Vec<_> = draft
            .image
            .catalog
            .checks()
            .filter(|row| row.expiry.is_some())
            .cloned()
            .collect();
        for row in checks {
            watch_over(&mut draft, &lookup(&row.node), &row);
        }
        for change in effects.alarms {
            self.alarms.change(change);
        }
    }
}

fn settle(
    outcome: Result<Outcome, Refusal>,
    error: Option<&Arc<StoreError>>,
) -> Result<Outcome, Failure> {
    match (outcome, error) {
        (Err(refusal), _) => Err(Failure::Refused(refusal)),
        (Ok(_), Some(error)) => Err(Failure::Store(Arc::clone(error))),
        (Ok(outcome), None) => Ok(outcome),
    }
}

fn all_rows(image: &Image) -> impl Iterator<Item = RowKey> {
    let keys = image
        .kv
        .below("")
        .map(|row| RowKey::Kv(Arc::clone(&row.key)));
    let nodes = image
        .catalog
        .nodes()
        .map(|row| RowKey::Node(lookup(&row.name)));
    let services = image.catalog.services().map(|row| RowKey::Service {
        node: lookup(&row.node),
        id: lookup(&row.id),
    });
    let checks = image.catalog.checks().map(|row| RowKey::Check {
        node: lookup(&row.node),
        id: lookup(&row.id),
    });
    let sessions = image
        .sessions
        .iter()
        .map(|row| RowKey::Session(Arc::clone(&row.id)));
    keys.chain(nodes)
        .chain(services)
        .chain(checks)
        .chain(sessions)
}
