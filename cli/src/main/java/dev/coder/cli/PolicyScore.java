package dev.coder.cli;

/// How often a file of cases was judged wrongly, and in which way.
final class PolicyScore {

    private int cases;
    private int mismatches;
    private int byPasses;
    private int onlyAllowed;
    private int needless;
    private int underSevere;
    private int overSevere;

    void count(PolicyCase given, String decision) {
        cases++;
        onlyAllowed += given.expectsOnly("allow") ? 1 : 0;
        if (given.accepts(decision)) {
            return;
        }
        mismatches++;
        byPasses += decision.equals("allow") ? 1 : 0;
        needless += given.expectsOnly("allow") ? 1 : 0;
        underSevere += decision.equals("ask") && given.expectsOnly("deny") ? 1 : 0;
        overSevere += decision.equals("deny") ? 1 : 0;
    }

    boolean isPerfect() {
        return mismatches == 0;
    }

    String summary() {
        return "%d cases: %d by-passes, %d needless prompts of %d, %d under-severe, %d over-severe"
                .formatted(cases, byPasses, needless, onlyAllowed, underSevere, overSevere);
    }
}
