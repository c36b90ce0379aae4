package dev.coder.cli.remote;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// Sees everything that goes over the line to the agent and comes back. Called from any thread; never throws.
public interface WireTap {

    /// A request as it is sent, after the firewall and without the key.
    ///
    /// @param target method and address
    /// @param body   before it is compressed; empty when there is none
    Answering sent(String target, Map<String, String> headers, String body);

    /// What becomes of one request.
    interface Answering {

        /// @param body what the agent answers
        /// @return the same, to be read in its place
        InputStream answered(int status, InputStream body);

        /// There is no answer.
        void broken(IOException why);
    }

    /// Sees nothing, and costs nothing.
    WireTap NONE = new WireTap() {

        private final Answering deaf = new Answering() {
            @Override
            public InputStream answered(int status, InputStream body) {
                return body;
            }

            @Override
            public void broken(IOException why) {
                // nobody listens
            }
        };

        @Override
        public Answering sent(String target, Map<String, String> headers, String body) {
            return deaf;
        }
    };
}
