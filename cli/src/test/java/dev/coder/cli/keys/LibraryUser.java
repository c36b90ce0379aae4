package dev.coder.cli.keys;

import java.time.Duration;

/// A process that uses [LibraryKeychain]: what it is told to do, and with which slot.
final class LibraryUser {

    private LibraryUser() {}

    public static void main(String[] arguments) throws Exception {
        var keychain = new LibraryKeychain(Duration.ofSeconds(20));
        var slot = KeySlot.of(arguments[1]);
        switch (arguments[0]) {
            case "find" -> System.out.println(keychain.find(slot).orElse("nothing"));
            case "store" -> {
                keychain.store(slot, "of-the-library");
                System.out.println("stored");
            }
            default -> {
                keychain.remove(slot);
                System.out.println("removed");
            }
        }
    }
}
