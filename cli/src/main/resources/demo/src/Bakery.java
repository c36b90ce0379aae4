/// A bakery that sells buns by the baker's dozen: of every thirteen buns, one is free.
final class Bakery {

    static final int CENTS_PER_BUN = 120;

    private Bakery() {}

    /// What a bag of buns costs, in cents.
    static int price(int buns) {
        int free = buns / 12;
        return (buns - free) * CENTS_PER_BUN;
    }
}
