package dev.coder.agent.model;

/// Gets the pieces of a reply while it streams in.
public interface ModelListener {

    ModelListener NONE = new ModelListener() {
        @Override
        public void text(String delta) {}

        @Override
        public void reasoning(String delta) {}
    };

    void text(String delta);

    void reasoning(String delta);
}
