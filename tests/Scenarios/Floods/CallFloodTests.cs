using PhoneCompany.People;
using Scenarios.Support;

namespace Scenarios.Floods;

/// <summary>Thousands of calls at once, or one phone that calls without end. Promises 1, 2, 7.</summary>
public sealed class CallFloodTests
{
    private const int Callers = 2_000;

    /// <summary>Five hundred a second, whoever asks.</summary>
    private readonly BusyStore _store = new(new MemoryRowStore(), TimeSpan.FromMilliseconds(2));

    [Fact]
    public void Two_thousand_calls_at_once_are_all_answered_and_an_open_session_has_its_check_in_its_keys_and_ems_in_time()
    {
        using var s = Expecting();
        s.WatchedByText();
        s.RunUntil(s.DueUtc - TimeSpan.FromSeconds(3));
        var before = s.Network.RestRequests.Count;
        var due = s.DueUtc;
        _store.Time = s.Time;
        var crowd = Enumerable.Range(0, Callers).Select(i => s.Network.Phone($"+1416555{i:D4}")).ToList();
        crowd.ForEach(phone => phone.PlacesCall(Scenario.Line));
        s.Caller.Gets("Still with me", within: 6);
        Assert.InRange((s.Caller.Phone.Inbox[^1].Utc - due).TotalSeconds, 0, 3.5);
        s.RunSeconds(4);
        s.Caller.Texts("1").Gets("Thanks", within: 3);

        // The first of them to hear anything is not the only one: everybody is spoken to within five seconds of being answered, and no error is.
        s.RunSeconds(8);
        Assert.All(crowd, phone => Assert.InRange((phone.Heard.First(h => h.Text.Contains(' ', StringComparison.Ordinal)).Utc - phone.Call!.CreatedUtc).TotalSeconds, 0, 5));
        Assert.DoesNotContain(crowd, phone => phone.HasHeard("application error"));
        var inCrowd = crowd[Callers - 1];
        inCrowd.Presses("9");
        Assert.True(s.RunUntil(() => s.PeerA.Phone.IsRinging || s.PeerB.Phone.IsRinging, TimeSpan.FromSeconds(10)), "Help is not on its way.");
        crowd.Where(p => p.IsInCall && p != inCrowd).ToList().ForEach(p => p.HangsUp());
        var asked = s.Network.RestRequests.Skip(before).Where(r => r.CreatesCall || r.CreatesMessage).ToList();
        Assert.DoesNotContain(asked, r => r["To"] != inCrowd.Number && r["To"]!.StartsWith("+1416555", StringComparison.Ordinal));
        s.Caller.Is(Behaviour.NoAnswer);
        _store.Time = null;
        due = Own().CheckIn.DueUtc!.Value;
        _store.Time = s.Time;
        s.RunUntil(due + TimeSpan.FromSeconds(150));
        _store.Time = null;

        // Both peers are on the case of the one in the crowd: then EMS is next, at the miss.
        Assert.InRange((Own().Incident!.Ems.FirstRungUtc!.Value - due).TotalSeconds, 75, 150);

        SpotterBot.Decisions.Sessions.Session Own() => s.Sessions().Single(x => x.CallerNumber == s.Caller.Number);
    }

    [Fact]
    public void A_call_that_says_nothing_ends_within_a_minute_and_a_half_and_asks_nothing_of_anybody()
    {
        using var s = Expecting();
        s.Friend.Calls().Hears("Press 1");
        s.Friend.IsOffTheLine(within: 88);
        Assert.Empty(s.Network.RestRequests);
    }

    [Fact]
    public void A_phone_that_calls_three_hundred_times_hears_the_menu_each_time_costs_no_call_out_and_is_told_of_once()
    {
        using var s = Expecting();
        for (var i = 0; i < 300; i++)
        {
            s.Friend.Phone.PlacesCall(Scenario.Line);
            var since = s.Friend.Phone.Mark;
            s.RunSeconds(6);
            Assert.True(s.Friend.Phone.HasHeard("Press 1", since), $"The {i + 1}. call heard no menu.");
            s.Friend.Phone.HangsUp();
            s.RunSeconds(1);
        }

        Assert.Empty(s.Sessions());
        Assert.Equal(1, s.Network.RestRequests.Count(r => r.CreatesCall || r.CreatesMessage));
        s.Coordinator.Gets("one phone has called or texted 100 times");
        s.Friend.Calls().Hears("Press 1").Presses("1").Hears("I'm with you from now");
    }

    [Fact]
    public void Nine_and_finished_over_and_over_is_taken_each_time_and_rings_no_peer_beside_another_call_to_them()
    {
        using var s = Expecting();
        for (var i = 0; i < 6; i++)
        {
            s.Caller.Texts("9").Gets("ringing|calling|people|crew");
            Assert.True(s.RunUntil(() => s.PeerA.Phone.IsRinging || s.PeerB.Phone.IsRinging, TimeSpan.FromSeconds(30)), $"Nobody was rung the {i + 1}. time.\n{s.Transcript()}");
            Assert.All(new[] { s.PeerA, s.PeerB }, p => Assert.InRange(s.Network.LiveCalls.Count(c => c.To == p.Number), 0, 1));
            Assert.InRange(s.Network.LiveCalls.Count(c => c.To == s.Ems.Number), 0, 1);
            s.RunSeconds(2);
            s.Caller.Texts("7");
            s.RunSeconds(30);
        }

        Assert.All(s.Sessions(), x => Assert.False(x.Open));
        s.Silence();
    }

    [Fact]
    public void While_we_fail_a_crowd_of_callers_is_not_passed_on_to_the_staffed_line_as_a_crowd()
    {
        var store = new BreakingStore(new MemoryRowStore());
        using var s = new Scenario(store: store, settings: ("Roster:FallbackPhone", "+19055550309"));
        s.ErrorsExpected = true;
        s.Network.Phone("+19055550309").Behaviour = Behaviour.NoAnswer;
        store.Broken = true;
        var crowd = Enumerable.Range(0, 60).Select(i => s.Network.Phone($"+1416555{i:D4}")).ToList();
        crowd.ForEach(phone => phone.PlacesCall(Scenario.Line));
        s.RunSeconds(45);
        Assert.Equal(SpotterBot.Voice.Company.StaffedMost, s.Network.Calls.Count(c => c.To == "+19055550309"));
        store.Broken = false;
        s.RunSeconds(20);
        Assert.All(crowd, phone => Assert.True(phone.HasHeard("Press 1")));
        crowd.ForEach(phone => phone.HangsUp());
    }

    [Fact]
    public void The_room_at_the_door_is_as_the_README_says() =>
        Assert.Equal((256, 32), (SpotterBot.Door.Crowd.UrgentMost, SpotterBot.Door.Crowd.NewMost));

    private Scenario Expecting()
    {
        var s = new Scenario(store: _store, settings: ("Roster:Peers:0:TimeZone", "America/Toronto"));
        foreach (var someone in s.Everybody)
        {
            someone.MayGet(".").MayBeRung();
        }

        s.PeerA.Is(Behaviour.NoAnswer);
        s.PeerB.Is(Behaviour.NoAnswer);
        s.Ems.Is(Behaviour.NoAnswer);
        return s;
    }
}
