package dev.coder.plugin;

import dev.coder.protocol.ToolOutput;

/// What became of a call that was started and has no recorded outcome.
public sealed interface Recovered {

    /// It happened: the output is the answer.
    record Done(ToolOutput output) implements Recovered {}

    /// It has not happened, nothing was touched: it may be prepared, judged and run as if it were new.
    record NotDone() implements Recovered {}

    /// Nobody can tell: the answer is `outcome_unknown`.
    record Unknown() implements Recovered {}
}
