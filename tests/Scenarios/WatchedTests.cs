using System.Net;
using System.Text.Json;
using PhoneCompany.Faults;
using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Observability;

namespace Scenarios;

/// <summary>What somebody who watches the service gets to see of it: figures on the clock of what happened, and lines that say whom they are about.</summary>
public sealed class WatchedTests
{
    [Fact]
    public async Task A_miss_that_a_peer_takes_and_brings_ems_to_is_told_in_figures()
    {
        using var s = new Scenario();
        using var watch = new Watch(s.Inside);
        var due = s.WatchedByText().Misses(Mode.TextMe);
        s.PeerB.MayBeRung().MayGet(".");
        s.PeerA.TakesTheCase();
        var taken = (await s.HistoryAsync()).Single(h => h.Kind == "Accepted").Utc;
        s.Caller.MayBeRung();
        s.PeerA.Presses("*").Hears("ambulance").Presses("9").Hears("Ringing the ambulance");
        s.Coordinator.MayGet(".");
        s.Ems.IsRung();
        var rang = s.Ems.RungUtc[0];
        s.RunSeconds(3);

        Assert.Single(watch.Of(Names.CheckInsDue, ("mode", "TextMe")));
        Assert.Single(watch.Of(Names.CheckInsMissed));
        Assert.Equal(2, watch.Of(Names.Rungs, ("rung", "Peer"), ("result", "rung")).Count);
        Assert.Single(watch.Of(Names.Rungs, ("rung", "Ems"), ("result", "rung")));
        var person = Assert.Single(watch.Of(Names.DueToPerson, ("cause", "MissedCheckIn"), ("mode", "TextMe"), ("reached", "first")));
        Assert.Equal((taken - due).TotalSeconds, person.Value, 3);
        Assert.InRange(person.Value, Walks.MissOf(Mode.TextMe), Walks.BoundOf(Mode.TextMe));
        var ems = Assert.Single(watch.Of(Names.DueToEms, ("cause", "MissedCheckIn"), ("mode", "TextMe"), ("reached", "second")));
        Assert.InRange(ems.Value, (rang - due).TotalSeconds, (rang - due).TotalSeconds + 1);
        Assert.Empty(watch.Of(Names.IntentsOverdue));
        Assert.Empty(watch.Of(Names.WebhooksFailed));
    }

    [Fact]
    public void Every_call_and_text_that_is_ordered_is_counted_once_with_its_result()
    {
        using var s = new Scenario();
        using var watch = new Watch(s.Inside);
        using (s.Network.Faults.OnRest(r => r is { Method: "POST", Resource: "Messages" }, RestFault.Status(HttpStatusCode.BadRequest, 21610), times: 1))
        {
            s.Caller.MayBeRung().MayGet(".").Texts("SPOT 2 at " + Walks.Place);
            s.RunSeconds(20);
        }

        s.RunToCheckIn();
        s.RunSeconds(40);
        var refused = Assert.Single(watch.Of(Names.Sends), f => f.Labels["result"] != "Ok");
        Assert.Equal("Refused", refused.Labels["result"]);
        var calls = s.Network.Calls.Count(c => c.Direction == "outbound-api");
        var texts = s.Network.Messages.Count(m => m.Direction == "outbound-api");
        Assert.True(calls > 0 && texts > 0);
        Assert.Equal(calls + texts, watch.Of(Names.Sends, ("result", "Ok")).Count);
        s.Program.Kill();
    }

    [Fact]
    public void Wake_ups_are_on_time_and_sweeps_go_on()
    {
        using var s = new Scenario();
        using var watch = new Watch(s.Inside);
        s.WatchedByText().IsAsked(Mode.TextMe);
        s.Caller.Texts("1");
        s.RunSeconds(4);
        s.Caller.MayGet(".");
        var late = watch.Of(Names.WakeUpLateness);
        Assert.NotEmpty(late);
        Assert.All(late, f => Assert.InRange(f.Value, 0, 1.1));
        Assert.InRange(watch.Of(Names.Sweeps, ("result", "ok")).Count, 100, 200);
        Assert.Empty(watch.Of(Names.Sweeps, ("result", "failed")));
    }

    [Fact]
    public void After_an_outage_the_wake_up_says_how_late_it_is()
    {
        using var s = new Scenario();
        s.WatchedByText();
        s.Program.Kill();
        s.RunUntil(s.DueUtc + TimeSpan.FromSeconds(40));
        s.Start(new Life());
        using var watch = new Watch(s.Inside);
        s.Caller.MayGet(".").MayBeRung();
        s.RunSeconds(3);
        Assert.Contains(watch.Of(Names.WakeUpLateness), f => f.Value is > 39 and < 44);
        s.Program.Kill();
    }

    [Fact]
    public void A_webhook_that_ends_with_an_excuse_is_counted_and_so_is_a_sweep_that_fails()
    {
        var store = new BreakingStore(new MemoryRowStore());
        using var s = new Scenario(store: store) { ErrorsExpected = true };
        using var watch = new Watch(s.Inside);
        store.Broken = true;
        s.Caller.Texts("SPOT").Gets("Something is wrong on our side");
        s.RunSeconds(2);
        Assert.Single(watch.Of(Names.WebhooksFailed, ("webhook", "texts"), ("why", "fault")));
        Assert.NotEmpty(watch.Of(Names.Sweeps, ("result", "failed")));
        store.Broken = false;
    }

    [Fact]
    public void An_order_whose_end_nobody_saw_is_counted_as_overdue()
    {
        using var s = new Scenario();
        using (s.Network.Faults.OnRest(Dies, RestFault.LostResponse()))
        {
            s.Caller.MayGet(".").MayBeRung().Texts("SPOT 2");
            s.RunSeconds(1);
        }

        Assert.True(s.Inside.IsDead);
        s.Start(new Life());
        using var watch = new Watch(s.Inside);
        s.RunSeconds(30);
        Assert.NotEmpty(watch.Of(Names.IntentsOverdue, ("intent", "SendText")));
        s.Program.Kill();

        bool Dies(RestRequest request)
        {
            if (request.Method == "POST")
            {
                s.Program.Kill();
            }

            return false;
        }
    }

    [Fact]
    public void Every_line_about_a_session_names_it_and_within_a_calls_webhook_the_call()
    {
        using var s = new Scenario();
        s.WatchedOnTheLine();
        s.IsAsked(Mode.OnTheLine);
        s.Caller.Presses("1").Hears("Thanks");
        var lines = s.JsonLog.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var about = lines.Where(line => line.GetProperty("EventId").GetInt32() is >= 1000 and < 3000).ToList();
        Assert.NotEmpty(about);
        Assert.All(about, line => Assert.Equal(s.Session.Id, line.GetProperty("SessionId").GetString()));
        var answered = Assert.Single(about, line => line.TryGetProperty("Kind", out var kind) && kind.GetString() == "CheckInAnswered");
        Assert.Equal("Happened", answered.GetProperty("Event").GetString());
        Assert.Equal(Assert.Single(s.Network.Calls).Sid, answered.GetProperty("CallSid").GetString());
        s.Caller.Texts("DONE").MayGet(".");
        s.RunSeconds(30);
    }
}
