namespace PhoneSimulator.Stories;

/// <summary>By text: one check-in is answered, the next is missed, a peer takes it and talks with the caller.</summary>
internal static class MissedCheckIn
{
    // What is waited for in what SpotterBot says and texts.
    private const string Started = "I'm with you";
    private const string PlaceKept = "Hamilton";
    private const string Asked = "Still with me";
    private const string Thanks = "Thanks";
    private const string Missed = "couldn't reach you";
    private const string Offer = "Press 1 to take it";
    private const string Hers = "It's yours";
    private const string Place = "12 Main St";
    private const string Joining = "Joining you";
    private const string Taken = "has it, thank you";
    private const string CaseKeys = "1 they are OK";
    private const string Noted = "Noted";

    public static Story Story { get; } = new(
        "missed-check-in",
        "Missed check-in",
        "Nobody answers; a peer takes the call and reaches the caller.",
        "A person was on the line before the bound, and no ambulance had to be called.",
        [
            new("Someone about to use alone texts SPOT, with the place in case it is needed.", async t =>
            {
                t.Caller.Texts("SPOT 2 at 12 Main St apt 4, Hamilton, buzzer 12");
                await t.Caller.GetsAsync(Started);
                await t.Caller.GetsAsync(PlaceKept);
                await t.LookAsync(3);
            }),
            new("Two minutes later SpotterBot asks. A 1 is all it takes to answer.", async t =>
            {
                await t.Caller.GetsAsync(Asked, within: 150);
                await t.LookAsync(4);
                t.Caller.Texts("1");
                await t.Caller.GetsAsync(Thanks);
            }),
            new("The next check-in comes, and nobody answers it.", async t =>
            {
                await t.Caller.GetsAsync(Asked, within: 150);
                await t.LookAsync(3);
            }),
            new("Thirty seconds on, SpotterBot asks louder: it calls.", async t =>
            {
                await t.Caller.IsRungAsync(within: 60);
                await t.LookAsync(3);
            }),
            new("Nobody picks up: the check-in is missed, and the on-call peers' phones ring.", async t =>
            {
                await t.Ana.IsRungAsync(within: 90);
                await t.Ben.IsRungAsync();
                await t.Caller.GetsAsync(Missed);
                await t.LookAsync(2);
            }),
            new("Ana answers. Only a key shows that a person is there: until then she hears no place.", async t =>
            {
                t.Ana.Answers();
                await t.Ana.HearsAsync(Offer);
                await t.Ana.PressesUntilHearsAsync("1", Offer, Hers);
            }),
            new("It is Ana's. She hears where they are and how to get in; Ben is told that it is taken.", async t =>
            {
                await t.Ana.HearsAsync(Place);
                await t.Ben.GetsAsync(Taken);
            }),
            new("Meanwhile the caller's phone rings again, to bring the two together. This time they pick up.", async t =>
            {
                await t.Caller.IsRungAsync();
                t.Caller.Answers();
                await t.Ana.HearsAsync(Joining);
                await t.Ana.IsTogetherWithAsync(t.Caller);
            }),
            new("Ana and the caller talk, person to person.", async t =>
            {
                await t.Ana.SaysAsync("Hey, it's Ana. You didn't answer, so I'm here. How are you doing?");
                await t.Caller.SaysAsync("I nodded off. I'm awake now.");
                await t.Ana.SaysAsync("Good to hear you. I'll stay on the line a while.");
                await t.LookAsync(1);
            }),
            new("Only Ana says how it stands: star, then 1, and everybody stands down.", async t =>
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
