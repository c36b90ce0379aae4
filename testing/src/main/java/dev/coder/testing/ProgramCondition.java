package dev.coder.testing;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// The condition behind [NeedsProgram]. It skips methods, never a class as a whole: thus every skipped test has a name
/// and
/// counts. What a class does before and after all its tests is left out together with them.
final class ProgramCondition implements ExecutionCondition, InvocationInterceptor {

    private static final ConditionEvaluationResult RUN =
            ConditionEvaluationResult.enabled("all programs are installed");

    private final ProgramList list = ProgramList.read();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var method = context.getTestMethod();
        if (method.isEmpty()) {
            return RUN;
        }
        var missing = list.missing(
                Stream.concat(needs(method.get()), needsOfClasses(context)).toList());
        return missing.isEmpty() ? RUN : ConditionEvaluationResult.disabled(list.explain(missing));
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        runUnlessSkipped(invocation, context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        runUnlessSkipped(invocation, context);
    }

    private void runUnlessSkipped(Invocation<@Nullable Void> invocation, ExtensionContext context) throws Throwable {
        if (list.missing(needsOfClasses(context).toList()).isEmpty()) {
            invocation.proceed();
        } else {
            invocation.skip();
        }
    }

    private static Stream<String> needsOfClasses(ExtensionContext context) {
        return Stream.concat(context.getEnclosingTestClasses().stream(), context.getTestClass().stream())
                .flatMap(ProgramCondition::needs);
    }

    private static Stream<String> needs(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, NeedsProgram.class)
                .map(needs -> List.of(needs.value()))
                .orElse(List.of())
                .stream();
    }
}
