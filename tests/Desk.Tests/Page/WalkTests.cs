using static Microsoft.Playwright.Assertions;

namespace DeskTests.Page;

/// <summary>The four ways through a missed check-in, done by hand on the page.</summary>
public sealed class WalkTests(Browser browser)
{
    private const double Bound = 150;

    [Fact]
    public async Task A_check_in_is_answered_the_next_ignored_a_peer_takes_it_talks_with_the_caller_and_brings_ems_in()
    {
        await using var walk = await Walk.StartAsync(browser);
        await walk.BeginAsync();
        await walk.Caller.GetsAsync("Still with me", within: 130);
        await walk.SecondsAsync(5);
        await walk.Caller.TextsAsync("1");
        await walk.Caller.GetsAsync("Thanks. Next one in 1");
        await walk.TimelineShowsAsync("Check-in 1 answered by text");

        await walk.Caller.GetsAsync("Still with me", within: 130);
        await walk.Caller.RingsAsync(within: 40);
        await Expect(walk.Timeline).ToContainTextAsync("bound 150 s");
        await walk.Ana.RingsAsync(within: 60);
        await walk.Ben.RingsAsync(within: 20);
        await walk.Ana.AnswersAsync();
        await walk.Ana.HearsAsync("press 1 to take it");
        walk.Ana.NeverHeard("Main");
        await walk.Ana.PressesAsync("1");
        await walk.Ana.HearsAsync("12 Main St");
        walk.Ben.NeverHeard("Main");
        await walk.Ben.GetsAsync("has it, thank you");
        await walk.TimelineShowsAsync("Ana accepts");

        await walk.Caller.RingsAsync(within: 40);
        await walk.Caller.AnswersAsync();
        await walk.UntilAsync(
            () => walk.Ana.Phone.Call?.ConferenceName is { } room && walk.Caller.Phone.Call?.ConferenceName == room, 60, "Ana and the caller are in one room");
        await Expect(walk.Ana.Status).ToContainTextAsync("joined with Caller");
        await walk.Ana.SaysAsync("Hey, are you there?");
        await walk.Caller.HearsAsync("Hey, are you there");
        await walk.Caller.SaysAsync("I feel sick");
        await walk.Ana.HearsAsync("I feel sick");

        await walk.Ana.PressesAsync("*");
        await walk.Ana.HearsAsync("9 ambulance");
        await walk.Ana.PressesAsync("9");
        await walk.Ems.RingsAsync(within: 30);
        await walk.Ems.AnswersAsync();
        await walk.Ems.HearsAsync("12 Main St");
        await walk.Ems.PressesAsync("1");
        await walk.UntilAsync(() => walk.Ems.Phone.Call?.ConferenceName is not null, 60, "EMS joins them");
        await walk.Ems.SaysAsync("Units are on the way");
        await walk.Ana.HearsAsync("Units are on the way");
        await walk.Caller.HearsAsync("Units are on the way");
        await walk.TimelineShowsAsync("EMS confirms");
        Assert.Equal(0, walk.EmsBackup.CallsIn);
        walk.NothingAmiss();
    }

    [Fact]
    public async Task Nobody_answers_and_ems_rings_within_the_bound_and_confirms()
    {
        await using var walk = await Walk.StartAsync(browser);
        foreach (var phone in new[] { walk.Caller, walk.Ana, walk.Ben, walk.Coordinator })
        {
            await phone.BehavesAsync("nobody answers");
        }

        await walk.BeginAsync();
        await walk.Ems.RingsAsync(within: 300);
        var rang = walk.Desk.Network.Calls.First(c => c.To == PhoneSimulator.Cast.Ems.Number).History.First(h => h.Status == "ringing").Utc;
        var missed = (await walk.SessionAsync()).History.Single(h => h.Kind == "CheckInMissed");
        var due = missed.At - (missed.FromDue!.Value * 1000L);
        Assert.InRange((rang.ToUnixTimeMilliseconds() - due) / 1000d, 0, Bound);
        Assert.True(walk.Ana.CallsIn > 0 && walk.Ben.CallsIn > 0);
        await walk.Ems.AnswersAsync();
        await walk.Ems.HearsAsync("12 Main St");
        await walk.Ems.PressesAsync("1");
        await walk.Ems.HearsAsync("Confirmed, thank you");
        await walk.TimelineShowsAsync("EMS confirms");
        walk.NothingAmiss();
    }

    [Fact]
    public async Task The_caller_answers_while_peers_ring_and_everyone_is_told_and_nobody_else_called()
    {
        await using var walk = await Walk.StartAsync(browser);
        await walk.Caller.BehavesAsync("nobody answers");
        await walk.BeginAsync();
        await walk.Ana.RingsAsync(within: 240);
        await walk.Ben.RingsAsync(within: 20);
        await walk.Caller.TextsAsync("OK");
        await walk.Ana.GetsAsync("Nothing is needed");
        await walk.Ben.GetsAsync("Nothing is needed");
        await Expect(walk.Ana.Status).ToHaveTextAsync("idle");
        await Expect(walk.Ben.Status).ToHaveTextAsync("idle");
        await walk.TimelineShowsAsync("Everybody stands down");
        await walk.Caller.TextsAsync("DONE");
        await walk.Caller.GetsAsync("Done for now");
        var calls = walk.Desk.Network.Calls.Count;
        await walk.SecondsAsync(240);
        Assert.Equal(calls, walk.Desk.Network.Calls.Count);
        Assert.Equal(0, walk.Ems.CallsIn + walk.EmsBackup.CallsIn + walk.Coordinator.CallsIn);
        walk.NothingAmiss();
    }

    [Fact]
    public async Task A_voicemail_is_no_person_hears_no_place_and_the_ladder_goes_on()
    {
        await using var walk = await Walk.StartAsync(browser);
        await walk.Caller.BehavesAsync("nobody answers");
        await walk.Ben.BehavesAsync("nobody answers");
        await walk.Ana.BehavesAsync("voicemail");
        await walk.BeginAsync();
        await walk.UntilAsync(() => walk.Ana.Phone.VoicemailRecordings.Count > 0, 300, "Ana's voicemail keeps a message");
        await walk.Ems.RingsAsync(within: 60);
        walk.Ana.NeverHeard("Main|apt|buzzer");
        Assert.DoesNotContain(walk.Ana.Phone.VoicemailRecordings, r => r.Text.Contains("Main", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(walk.Ana.Phone.Inbox, t => t.Body.Contains("Main", StringComparison.OrdinalIgnoreCase));
        walk.NothingAmiss();
    }
}
