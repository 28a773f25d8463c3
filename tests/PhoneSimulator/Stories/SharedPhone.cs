namespace PhoneSimulator.Stories;

/// <summary>By text: two people share one phone. Each has a letter and a clock of their own; one of them stops answering.</summary>
internal static class SharedPhone
{
    // What is waited for in what SpotterBot says and texts.
    private const string Started = "I'm with you";
    private const string SameOrSecond = "SECOND";
    private const string Where = "Where are you";
    private const string PlaceKept = "Hamilton";
    private const string AskedA = "Reply A1";
    private const string AskedB = "Reply B1";
    private const string WhichOne = "Two people share this phone";
    private const string Thanks = "Thanks";
    private const string Offer = "Press 1 to take it";
    private const string PlaceOfB = "14 Main St";
    private const string CaseKeys = "1 they are OK";
    private const string Noted = "Noted";

    public static Story Story { get; } = new(
        "shared-phone",
        "Shared phone",
        "Two people on one phone; an answer for one never counts for both.",
        "B was found awake, A's clock never stopped, and each was asked for by letter.",
        [
            new("The first person texts SPOT.", async t =>
            {
                t.Caller.Texts("SPOT 2 at 12 Main St apt 4, Hamilton, buzzer 12");
                await t.Caller.GetsAsync(Started);
                await t.Caller.GetsAsync(PlaceKept);
                await t.LookAsync(2);
            }),
            new("A second person, on the same phone. SpotterBot asks: same, or second?", async t =>
            {
                t.Caller.Texts("SPOT");
                await t.Caller.GetsAsync(SameOrSecond);
                await t.LookAsync(3);
                t.Caller.Texts("SECOND");
                await t.Caller.GetsAsync(Started);
            }),
            new("The second is watched already, and asked where they are.", async t =>
            {
                await t.Caller.GetsAsync(Where);
                await t.LookAsync(2);
                t.Caller.Texts("B AT 14 Main St, Hamilton");
                await t.Caller.GetsAsync(PlaceKept);
                await t.LookAsync(2);
            }),
            new("A check-in for A. A bare 1 could be either of them: it stops neither clock.", async t =>
            {
                await t.Caller.GetsAsync(AskedA, within: 150);
                await t.LookAsync(4);
                t.Caller.Texts("1");
                await t.Caller.GetsAsync(WhichOne);
                await t.LookAsync(3);
            }),
            new("A1 answers for A.", async t =>
            {
                t.Caller.Texts("A1");
                await t.Caller.GetsAsync(Thanks);
                await t.LookAsync(1);
            }),
            new("A check-in for B. Nobody answers it, nor the call that follows.", async t =>
            {
                await t.Caller.GetsAsync(AskedB, within: 150);
                await t.Caller.IsRungAsync(within: 60);
                await t.LookAsync(2);
            }),
            new("B's check-in is missed: the peers ring. Ana takes it, and hears B's place, not A's.", async t =>
            {
                await t.Ana.IsRungAsync(within: 90);
                await t.LookAsync(2);
                t.Ana.Answers();
                await t.Ana.HearsAsync(Offer);
                await t.Ana.PressesUntilHearsAsync("1", Offer, PlaceOfB);
            }),
            new("The shared phone rings. This time the first person picks up.", async t =>
            {
                await t.Caller.IsRungAsync();
                t.Caller.Answers();
                await t.Ana.IsTogetherWithAsync(t.Caller);
                await t.Ana.SaysAsync("Hi, it's Ana. Are they with you?");
                await t.Caller.SaysAsync("They fell asleep. They are awake now, and breathing fine.");
                await t.LookAsync(1);
            }),
            new("Ana says that B is OK. A's check-ins go on all the while.", async t =>
            {
                t.Ana.Presses("*");
                await t.Ana.HearsAsync(CaseKeys);
                t.Ana.Presses("1");
                await t.Ana.HearsAsync(Noted);
                t.Ana.HangsUp();
                t.Caller.HangsUp();
            }),
        ]);
}
