namespace PhoneSimulator.Stories;

/// <summary>By text: every phone that is rung goes to voicemail, which is no person and hears no place; EMS rings in time.</summary>
internal static class VoicemailEverywhere
{
    // What is waited for in what SpotterBot says and texts.
    private const string Started = "I'm with you";
    private const string Asked = "Still with me";
    private const string Missed = "couldn't reach you";
    private const string WhoCalls = "Ambulance, please";
    private const string Place = "12 Main St";
    private const string Keys = "Press 1";
    private const string Confirmed = "Confirmed|stay on the line";

    public static Story Story { get; } = new(
        "voicemail-everywhere",
        "Voicemail everywhere",
        "No machine is taken for a person, and EMS rings in time.",
        "EMS had the place within the bound, and no voicemail ever heard it.",
        [
            new("Late at night: the caller's phone and both on-call phones go to voicemail.", t =>
            {
                t.Caller.Is("voicemail");
                t.Ana.Is("voicemail");
                t.Ben.Is("voicemail");
                t.Coordinator.Is("no-answer");
                return Task.CompletedTask;
            }),
            new("The caller texts SPOT.", async t =>
            {
                t.Caller.Texts("SPOT 2 at 12 Main St apt 4, Hamilton, buzzer 12");
                await t.Caller.GetsAsync(Started);
                await t.LookAsync(2);
            }),
            new("The check-in comes, and nobody answers it.", async t =>
            {
                await t.Caller.GetsAsync(Asked, within: 150);
                await t.LookAsync(2);
            }),
            new("SpotterBot calls. Voicemail picks up: that is not the caller, and stops no clock.", async t =>
            {
                await t.Caller.IsRungAsync(within: 60);
                await t.LookAsync(2);
                await t.Caller.GetsAsync(Missed, within: 90);
            }),
            new("Missed. The peers are rung, and their voicemails pick up. They hear no place.", async t =>
            {
                await t.Ana.IsRungAsync();
                await t.Ben.IsRungAsync();
                await t.LookAsync(3);
            }),
            new("No person has it, and EMS' time has come: the dispatch line rings.", async t =>
            {
                await t.Ems.IsRungAsync(within: 90);
                await t.LookAsync(3);
                t.Ems.Answers();
            }),
            new("Dispatch hears at once what is needed, and where.", async t =>
            {
                await t.Ems.HearsAsync(WhoCalls);
                await t.Ems.HearsAsync(Place);
                await t.Ems.HearsAsync(Keys);
            }),
            new("They confirm with a key. A crew is on its way.", async t =>
            {
                await t.Ems.PressesUntilHearsAsync("1", Keys, Confirmed);
                await t.LookAsync(2);
                t.Ems.HangsUp();
            }),
        ]);
}
