package dev.coder.cli.execute;

import dev.coder.cli.config.Allowances;
import dev.coder.plugin.Effect;
import dev.coder.policy.Allowance;
import dev.coder.policy.ApprovalMode;
import dev.coder.policy.Decision;
import dev.coder.policy.ModePolicy;
import dev.coder.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The policy of this run, and what the user's "always" adds to it, in memory and on disk. Thread-safe.
public final class LearningPolicy implements Policy, Memory {

    private final Allowances disk;
    private final Consumer<String> notices;
    private final ReentrantLock learning = new ReentrantLock();
    private volatile ModePolicy policy;

    /// @param policy  with what is remembered already
    /// @param notices for the user
    public LearningPolicy(ModePolicy policy, Allowances disk, Consumer<String> notices) {
        this.policy = policy;
        this.disk = disk;
        this.notices = notices;
    }

    @Override
    public Decision decide(List<Effect> effects) {
        return policy.decide(effects);
    }

    @Override
    public Predicate<Path> searchable() {
        return policy.searchable();
    }

    @Override
    public List<Allowance> offer(List<Effect> effects) {
        return policy.remembered(effects);
    }

    /// From now on what this mode lets through; what was learned stays.
    ///
    /// @param sandboxed whether commands will run in a sandbox
    void switchTo(ApprovalMode mode, boolean sandboxed) {
        learning.lock();
        try {
            policy = policy.in(mode, sandboxed);
        } finally {
            learning.unlock();
        }
    }

    @Override
    public void keep(List<Allowance> allowances) throws InterruptedException {
        learning.lockInterruptibly();
        try {
            policy = policy.with(allowances);
            disk.add(allowances);
        } catch (IOException e) {
            notices.accept(
                    "This counts until coder ends: what you always allow cannot be written (" + e.getMessage() + ")");
        } finally {
            learning.unlock();
        }
    }
}
