package dev.coder.cli.doctor;

import java.util.List;

/// A group of things that are looked at.
@FunctionalInterface
interface Check {

    List<Finding> look();
}
