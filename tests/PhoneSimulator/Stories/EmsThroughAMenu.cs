namespace PhoneSimulator.Stories;

/// <summary>By text: no peer is free, and the dispatch line answers with a menu, which is passed with the area's digits.</summary>
internal static class EmsThroughAMenu
{
    // What is waited for in what SpotterBot says and texts.
    private const string Started = "I'm with you";
    private const string Asked = "Still with me";
    private const string Missed = "couldn't reach you";
    private const string Place = "12 Main St";
    private const string Confirmed = "Confirmed|stay on the line";

    public static Story Story { get; } = new(
        "ems-menu",
        "EMS through a menu",
        "No peer is free, and dispatch answers with a menu.",
        "The menu was passed, the call-taker had the address, and pressed 1.",
        [
            new("Ana and Ben are both on the phone already. Dispatch has a menu in front of its desk.", t =>
            {
                t.Caller.Is("no-answer");
                t.Ana.Is("busy");
                t.Ben.Is("busy");
                t.Coordinator.Is("no-answer");
                t.Ems.Is("menu");
                return Task.CompletedTask;
            }),
            new("The caller texts SPOT.", async t =>
            {
                t.Caller.Texts("SPOT 2 at 12 Main St apt 4, Hamilton, buzzer 12");
                await t.Caller.GetsAsync(Started);
                await t.LookAsync(2);
            }),
            new("The check-in comes. No answer by text, no answer to the call.", async t =>
            {
                await t.Caller.GetsAsync(Asked, within: 150);
                await t.Caller.IsRungAsync(within: 60);
                await t.LookAsync(2);
            }),
            new("Missed. Both peers are busy, so nobody is waited for: EMS is next at once.", async t =>
            {
                await t.Caller.GetsAsync(Missed, within: 90);
                await t.Ems.IsRungAsync(within: 90);
                await t.LookAsync(2);
            }),
            new("A menu answers: \"For police press 1. For ambulance press 2.\" SpotterBot keys the 2.", async t =>
            {
                await t.Ems.HearsKeyAsync("2");
                await t.LookAsync(2);
            }),
            new("A call-taker picks up and hears the address, twice, with the street spelled.", async t =>
            {
                await t.Ems.HearsAsync(Place, within: 90);
            }),
            new("They press 1: confirmed. SpotterBot stays on the line.", async t =>
            {
                await t.Ems.HearsAsync(Confirmed, within: 90);
                await t.LookAsync(2);
            }),
        ]);
}
