/// Checks the prices of the bakery; exits with 1 when one is wrong.
final class BakeryTest {

    private static int failures = 0;

    private BakeryTest() {}

    public static void main(String[] args) {
        check("an empty bag costs nothing", 0, Bakery.price(0));
        check("one bun", 120, Bakery.price(1));
        check("a dozen is paid in full", 12 * 120, Bakery.price(12));
        check("a baker's dozen costs as much as a dozen", 12 * 120, Bakery.price(13));
        check("two baker's dozens", 24 * 120, Bakery.price(26));
        System.out.println(failures == 0 ? "All tests passed." : failures + " failed.");
        System.exit(failures == 0 ? 0 : 1);
    }

    private static void check(String what, int expected, int actual) {
        boolean passed = expected == actual;
        System.out.println((passed ? "ok    " : "FAIL  ") + what
                + (passed ? "" : ": expected " + expected + " cents, got " + actual));
        failures += passed ? 0 : 1;
    }
}
