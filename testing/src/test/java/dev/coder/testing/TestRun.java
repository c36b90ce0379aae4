package dev.coder.testing;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// A run of one test class in a process of its own, which prints how each method ended.
final class TestRun implements TestExecutionListener {

    private TestRun() {}

    public static void main(String[] arguments) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(arguments[0]))
                .build();
        LauncherFactory.create().execute(request, new TestRun());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        System.out.println("skipped " + name(test) + ": " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            var how = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL ? "passed" : "failed";
            System.out.println(how + " " + name(test));
        }
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .map(source -> ((MethodSource) source).getMethodName())
                .orElseThrow();
    }
}
