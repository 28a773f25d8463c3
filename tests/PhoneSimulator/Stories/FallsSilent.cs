namespace PhoneSimulator.Stories;

/// <summary>By voice: a caller stays on the line, answers, and then falls silent. A peer is put through to the open line and brings EMS in.</summary>
internal static class FallsSilent
{
    // What is waited for in what SpotterBot says: the calls' own words stand here and nowhere else in the story.
    private const string MenuOffersStart = "Press 1";
    private const string Started = "I'm with you";
    private const string AsksWhere = "where are you";
    private const string ReadBack = "I heard: 12 Main";
    private const string PlaceKept = "Got it: Hamilton";
    private const string AsksToRecord = "May I record you";
    private const string AsksName = "What should I call you";
    private const string NameKept = "OK, Sam";
    private const string AsksToKeep = "keep this for next time";
    private const string Code = "Your code";
    private const string Asked = "Still with me";
    private const string Thanks = "Thanks";
    private const string Louder = "need to hear you";
    private const string Offer = "Press 1 to take it";
    private const string Place = "12 Main St";
    private const string CaseKeys = "9 ambulance";
    private const string EmsAddress = "12 Main St";
    private const string EmsKeys = "Press 1 or say";
    private const string EmsConfirmed = "confirmed|Joining you";
    private const string OkKeys = "1 they are OK";
    private const string Noted = "Noted";

    public static Story Story { get; } = new(
        "falls-silent",
        "Falls silent",
        "A peer hears the open line and brings EMS in.",
        "A person listened to the open line within the bound, and EMS joined the same call.",
        [
            new("From any phone, without data: the caller dials, and presses 1.", async t =>
            {
                t.Caller.Calls();
                await t.Caller.HearsAsync(MenuOffersStart);
                await t.Caller.PressesUntilHearsAsync("1", MenuOffersStart, Started);
            }),
            new("They stay on the line, and say where they are. It is read back, and a 1 makes it sure.", async t =>
            {
                await t.Caller.HearsAsync(AsksWhere);
                await t.Caller.SaysAsync("12 Main Street, apartment 4, Hamilton");
                await t.Caller.HearsAsync(ReadBack);
                await t.Caller.PressesUntilHearsAsync("1", ReadBack, PlaceKept);
            }),
            new("No recording; a name, why not; nothing kept for next time.", async t =>
            {
                await t.Caller.HearsAsync(AsksToRecord);
                await t.Caller.PressesUntilHearsAsync("4", AsksToRecord, AsksName);
                await t.Caller.SaysAsync("Sam");
                await t.Caller.HearsAsync(NameKept);
                await t.Caller.HearsAsync(AsksToKeep);
                await t.Caller.PressesUntilHearsAsync("4", AsksToKeep, Code);
            }),
            new("It is quiet until the check-in. They press 1.", async t =>
            {
                await t.Caller.HearsAfterQuietAsync(Asked, within: 150);
                await t.Caller.PressesUntilHearsAsync("1", Asked, Thanks);
            }),
            new("The next check-in: no key, no word.", async t =>
            {
                await t.Caller.HearsAfterQuietAsync(Asked, within: 150);
                await t.LookAsync(3);
            }),
            new("Twenty seconds on, louder. The line stays silent.", async t =>
            {
                await t.Caller.HearsAsync(Louder, within: 60);
            }),
            new("Missed, 45 seconds after it was due: the peers ring. Ben takes it.", async t =>
            {
                await t.Ben.IsRungAsync(within: 60);
                await t.LookAsync(2);
                t.Ben.Answers();
                await t.Ben.HearsAsync(Offer);
                await t.Ben.PressesUntilHearsAsync("1", Offer, Place);
            }),
            new("The caller's line is still open: Ben is put through to it.", async t =>
            {
                await t.Ben.IsTogetherWithAsync(t.Caller, within: 90);
                await t.Ben.SaysAsync("This is Ben. Can you hear me? Make any noise.");
                await t.LookAsync(3);
            }),
            new("Ben hears nothing. Star, then 9: an ambulance, now.", async t =>
            {
                t.Ben.Presses("*");
                await t.Ben.HearsAsync(CaseKeys);
                t.Ben.Presses("9");
                await t.Ems.IsRungAsync();
                await t.LookAsync(2);
            }),
            new("Dispatch hears the address and confirms, and is joined to Ben and the open line.", async t =>
            {
                t.Ems.Answers();
                await t.Ems.HearsAsync(EmsAddress);
                await t.Ems.PressesUntilHearsAsync("1", EmsKeys, EmsConfirmed);
                await t.Ems.IsTogetherWithAsync(t.Ben, within: 90);
                await t.Ems.SaysAsync("A crew is on the way to 12 Main Street. Stay on the line.");
                await t.LookAsync(1);
            }),
            new("The crew is there. Ben says so: star, then 1, and everybody stands down.", async t =>
            {
                t.Ems.HangsUp();
                t.Ben.Presses("*");
                await t.Ben.HearsAsync(OkKeys);
                t.Ben.Presses("1");
                await t.Ben.HearsAsync(Noted);
                t.Ben.HangsUp();
                t.Caller.HangsUp();
            }),
        ]);
}
