package dev.coder.testing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Tests that say what they do, for [NeedsProgramTest]; by their name, Maven does not run them itself.
@NeedsProgram("git")
@TestMethodOrder(MethodOrderer.MethodName.class)
class NeedyClass {

    @BeforeAll
    static void beforeAll() {
        System.out.println("before all");
    }

    @AfterAll
    static void afterAll() {
        System.out.println("after all");
    }

    @BeforeEach
    void beforeEach() {
        System.out.println("before each");
    }

    @AfterEach
    void afterEach() {
        System.out.println("after each");
    }

    @Test
    void needsGit() {
        System.out.println("ran needsGit");
    }

    @Test
    @NeedsProgram("tmux")
    void needsMore() {
        System.out.println("ran needsMore");
    }
}
