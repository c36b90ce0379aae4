package dev.coder.agent.model;

/// One streaming call to one provider. Implementations are thread-safe and hold no state of a conversation.
public interface Model {

    /// `provider/name`
    String name();

    /// Calls the provider once, without retry, and blocks until the reply is complete.
    ///
    /// @param listener gets what streams in, on the calling thread
    /// @throws ModelException       when there is no complete reply; nothing of it may be used then
    /// @throws InterruptedException on cancellation; the connection is closed
    ModelReply reply(ModelRequest request, ModelListener listener) throws ModelException, InterruptedException;
}
