namespace PhoneSimulator.Stories;

/// <summary>By voice: somebody only wants to talk. Nothing is watched, nobody is alarmed.</summary>
internal static class OnlyToTalk
{
    // What is waited for in what SpotterBot says: the calls' own words stand here and nowhere else in the story.
    private const string MenuOffersPerson = "0 for a person";
    private const string Ringing = "ringing someone";
    private const string Offer = "like to talk";
    private const string OfferKeys = "Press 1 to take it";
    private const string NothingWrong = "Nothing is known to be wrong";

    public static Story Story { get; } = new(
        "only-to-talk",
        "Only wants to talk",
        "A peer comes to the phone. Nothing is watched, nobody alarmed.",
        "They talked, and that was all: no check-in, no ambulance, nothing due.",
        [
            new("Somebody calls. Nothing is wrong; they would like to talk with a person: 0.", async t =>
            {
                t.Caller.Calls();
                await t.Caller.HearsAsync(MenuOffersPerson);
                await t.Caller.PressesUntilHearsAsync("0", MenuOffersPerson, Ringing);
            }),
            new("The on-call peers ring, and Ana has time.", async t =>
            {
                await t.Ana.IsRungAsync();
                await t.LookAsync(2);
                t.Ana.Answers();
                await t.Ana.HearsAsync(Offer);
                await t.Ana.HearsAsync(OfferKeys);
                await t.Ana.PressesUntilHearsAsync("1", OfferKeys, NothingWrong);
            }),
            new("They talk.", async t =>
            {
                await t.Ana.IsTogetherWithAsync(t.Caller, within: 90);
                await t.Ana.SaysAsync("Hi, I'm Ana. Nice of you to call. What's on your mind?");
                await t.Caller.SaysAsync("Long night. I just wanted to hear someone.");
                await t.Ana.SaysAsync("I have time. Tell me about it.");
                await t.LookAsync(2);
            }),
            new("The caller hangs up, and it is over: no check-in follows, no questions.", async t =>
            {
                t.Caller.HangsUp();
                await t.LookAsync(3);
                t.Ana.HangsUp();
                await t.LaterAsync(20);
            }),
        ]);
}
