//! To a registry in this process: the same requests, without a socket.

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use http_body_util::{BodyExt as _, Full};
use tower::util::BoxCloneSyncService;
use tower::{Service, ServiceExt as _};

use super::{AnswerBody, Broken, Cause, RequestBody, chain};

/// A service that speaks Consul's HTTP API, such as an `axum::Router`.
#[derive(Clone)]
pub struct InProcess {
    service: BoxCloneSyncService<Request<RequestBody>, Response<AnswerBody>, Cause>,
}

impl InProcess {
    pub fn new<S, B>(service: S) -> Self
    where
        S: Service<Request<RequestBody>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send + 'static,
        S::Error: Into<Cause>,
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Cause>,
    {
        let service = service
            .map_response(|answer: Response<B>| {
                answer.map(|body| body.map_err(Into::into).boxed_unsync())
            })
            .map_err(Into::into);
        Self {
            service: BoxCloneSyncService::new(service),
        }
    }

    pub(super) async fn send(
        &self,
        request: Request<Bytes>,
    ) -> Result<Response<AnswerBody>, Broken> {
        self.service
            .clone()
            .oneshot(request.map(Full::new))
            .await
            .map_err(|cause| Broken::Interrupted(chain(&*cause)))
    }
}
