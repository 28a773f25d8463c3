using PhoneCompany.People;
using Scenarios.Support;

namespace Scenarios.Switch;

/// <summary>The program dies, and who relied on it hears of it within minutes from somebody else. Promise 10.</summary>
public sealed class SwitchDeathTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(30)]
    [InlineData(290)]
    [InlineData(310)]
    public void Within_ten_minutes_of_the_last_process_the_caller_and_each_coordinator_are_told(int livesFor)
    {
        using var s = Switched.On(coordinators: 2);
        s.WatchedByText("10 at " + Walks.Place);
        s.RunSeconds(livesFor);
        s.Program.Kill();
        var died = s.Now;
        s.Caller.Gets("Contact is lost: nobody is checking on you now. Please call \\+19055550400, or have someone with you. Reply 1", within: 605);
        var caller = s.Now - died;
        s.Coordinator.Gets("no sign of life from me since .* UTC. Being checked on then: 1; in an emergency: 0; without a text: 0. .* call \\+19055550400: make sure it is answered", within: 605);
        var coordinator = s.Now - died;
        Assert.InRange(coordinator.TotalMinutes, 4.8, 10.1);
        s.RunSeconds(3);
        Assert.Equal(2, s.Network.Messages.Count(m => m.Status == "delivered" && m.Body.Contains("no sign of life", StringComparison.Ordinal)));
        output.WriteLine($"Dead after {livesFor} s: the caller heard after {caller.TotalSeconds:0} s, a coordinator after {coordinator.TotalSeconds:0} s.");
        s.Run(TimeSpan.FromMinutes(60));
        Assert.Equal((1, 1), (s.Caller.ToldOfDeath(), s.Coordinator.ToldOfDeath()));
    }

    [Fact]
    public void Who_gets_no_texts_is_counted_for_the_coordinators()
    {
        using var s = Switched.On();
        s.WatchedByText("10 at " + Walks.Place);
        s.Friend.Phone.RefusesTextsAtOnce = true;
        s.Friend.Calls(callerId: "anonymous").Hears("Press 1").Presses("1").Hears("I'm with you from now");
        s.Run(TimeSpan.FromMinutes(6));
        s.Program.Kill();
        s.Coordinator.Gets("Being checked on then: 2; in an emergency: .; without a text: 1", within: 605);
        s.Caller.Gets("Contact is lost", within: 605);
        Assert.Equal(0, s.Friend.ToldOfDeath());
    }

    /// <summary>A caller whose phone gets no texts has nobody else.</summary>
    [Fact]
    public void Where_no_coordinator_is_on_shift_all_of_them_are_told()
    {
        using var s = Switched.On();
        s.Coordinator.Texts("OFF").Gets("off until you text ON");
        s.Friend.Phone.RefusesTextsAtOnce = true;
        s.Friend.Calls(callerId: "anonymous").Hears("Press 1").Presses("1").Hears("I'm with you from now");
        s.Run(TimeSpan.FromMinutes(6));
        s.Program.Kill();
        s.Coordinator.Gets("Being checked on then: 1; in an emergency: .; without a text: 1", within: 605);
    }

    [Fact]
    public void Back_in_time_it_takes_everything_back_and_nobody_hears_of_it()
    {
        using var s = Switched.On();
        s.OtherAlarmsAside();
        s.WatchedByText("10 at " + Walks.Place);
        s.Run(TimeSpan.FromMinutes(2));
        s.Program.Kill();
        s.Run(TimeSpan.FromMinutes(6.4));
        s.Start(new Life());
        s.AnswersCheckIns(2);
        s.Finishes();
        s.Silence(minutes: 15);
        s.NothingIsLeft();
    }

    [Fact]
    public void Back_too_late_it_says_so_to_everybody_and_a_1_counts_as_ever()
    {
        using var s = Switched.On();
        s.OtherAlarmsAside();
        s.WatchedByText("30 at " + Walks.Place);
        s.Run(TimeSpan.FromMinutes(2));
        s.Program.Kill();
        s.Caller.Gets("Contact is lost", within: 605);
        s.Coordinator.Gets("no sign of life", within: 605);
        s.Run(TimeSpan.FromMinutes(4));
        s.Start(new Life());
        s.Caller.Gets("I'm here. That contact was lost was our fault", within: 10);
        s.Coordinator.Gets("I'm running. At .* UTC you were told that I'm gone", within: 10);
        s.Caller.Texts("1").Gets("Next one in 30 min");
        s.RunSeconds(5);
        Assert.Equal((1, 1), (s.Caller.Kept(), s.Coordinator.Kept()));
        s.Finishes();
        s.Silence(minutes: 20);
        Assert.Equal((1, 1), (s.Caller.ToldOfDeath(), s.Coordinator.ToldOfDeath()));
    }

    [Fact]
    public void Of_two_processes_one_that_dies_is_enough_and_both_are_told_of()
    {
        using var s = Switched.On();
        var first = s.Program;
        s.Start(new Life());
        s.WatchedByText("10 at " + Walks.Place);
        s.Run(TimeSpan.FromMinutes(1));
        first.Kill();
        s.AnswersCheckIns(2);
        s.Run(TimeSpan.FromMinutes(2));
        Assert.Equal((0, 0), (s.Caller.ToldOfDeath(), s.Coordinator.ToldOfDeath()));
        s.Program.Kill();
        var died = s.Now;
        s.Caller.Gets("Contact is lost", within: 605);
        s.Coordinator.Gets("no sign of life", within: 605);
        Assert.InRange((s.Now - died).TotalMinutes, 1, 10.1);
        s.Run(TimeSpan.FromMinutes(30));
        Assert.Equal((1, 1), (s.Caller.ToldOfDeath(), s.Coordinator.ToldOfDeath()));
    }

    [Fact]
    public void Many_processes_leave_one_text_a_person()
    {
        using var s = Switched.On();
        s.Start(new Life());
        s.Start(new Life());
        s.WatchedByText("30 at " + Walks.Place);
        s.Run(TimeSpan.FromMinutes(12));
        Assert.Equal((1, 1), (s.Caller.Kept(), s.Coordinator.Kept()));
        Assert.Equal(3, s.Network.RestRequests.Count(r => r["SendAt"] is not null && r["To"] == s.Coordinator.Number));
    }

    [Fact]
    public void Dying_in_an_emergency_the_coordinators_hear_that_there_is_one()
    {
        using var s = Switched.On(settings: ("Switch:After", "00:06:00"));
        s.WatchedByText("1 at " + Walks.Place);
        s.NobodyPicksUp();
        s.Caller.Is(Behaviour.NoAnswer).MayBeRung().MayGet("Still with me|hear from you|couldn't reach you");
        s.Run(TimeSpan.FromMinutes(5));
        s.Program.Kill();
        s.Coordinator.Gets("Being checked on then: 1; in an emergency: 1; without a text: 0", within: 365);
        s.Caller.Gets("Contact is lost", within: 365);
    }
}
