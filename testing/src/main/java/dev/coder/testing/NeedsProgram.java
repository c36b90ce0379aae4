package dev.coder.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// The programs that a test, or each test of a class, starts and that a bare machine lacks. Where one of them is not
/// on the PATH, the test is skipped before anything of it runs, with the program and its package as the reason.
///
/// Every program has to be in [ProgramList], so that `./check` can install it.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ProgramCondition.class)
public @interface NeedsProgram {

    /// The names of the programs, such as `git`.
    String[] value();
}
