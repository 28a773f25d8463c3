using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Floods;

/// <summary>Texts without end: what they can make us spend is bounded, nobody else waits for it, and nobody is locked out. Promises 2, 7, 9.</summary>
public sealed class TextFloodTests
{
    private const int UnclearAnswered = 5;
    private const int KnownAnswered = 20;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(6);

    [Fact]
    public void Six_hundred_texts_in_an_hour_get_five_answers_no_request_and_take_nothing_from_a_check_in_nobody_answers()
    {
        using var s = Expecting();
        s.WatchedByText();
        var flood = s.Network.Phone("+19055550166");
        for (var i = 0; i < 600; i++)
        {
            flood.Texts($"Auto-reply {i}: out of the office until Monday", Scenario.Line, Every * i);
        }

        for (var i = 0; i < 8; i++)
        {
            s.RunToCheckIn();
            s.Caller.Gets("Still with me", within: 6);
            s.RunSeconds(4);
            s.Caller.Texts("1").Gets("Thanks");
        }

        var due = s.DueUtc;
        s.Ems.IsRung(within: (due - s.Now).TotalSeconds + 150);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 119, 150);
        s.RunUntil(s.Network.Messages.First(m => m.From == flood.Number).CreatedUtc + TimeSpan.FromMinutes(61));
        Assert.Equal(600, s.Network.Messages.Count(m => m.From == flood.Number));
        Assert.Equal(UnclearAnswered, flood.Inbox.Count);
        Assert.DoesNotContain(s.Network.RestRequests, r => r.Parameters.Any(p => p.Value.Contains("5550166", StringComparison.Ordinal)));
        Assert.DoesNotContain(s.Sessions(), x => x.CallerNumber == flood.Number);
    }

    [Fact]
    public void The_phone_that_floods_still_begins_with_SPOT_and_is_answered_from_then_on()
    {
        using var s = Expecting();
        for (var i = 0; i < 40; i++)
        {
            s.Friend.Phone.Texts($"blah {i}", Scenario.Line);
            s.RunSeconds(2);
        }

        Assert.Equal(UnclearAnswered, s.Friend.Phone.Inbox.Count);
        s.Friend.Texts("SPOT 2 at " + Walks.Place).Gets("I'm with you").Gets("Got it: Hamilton");
        s.Friend.Texts("DONE").Gets("Done for now");
        s.Friend.Texts("blah").Gets("automated spotter");
    }

    [Fact]
    public void After_an_hour_it_is_answered_again()
    {
        using var s = Expecting();
        for (var i = 0; i < 10; i++)
        {
            s.Friend.Texts($"blah {i}");
        }

        Assert.Equal(UnclearAnswered, s.Friend.Phone.Inbox.Count);
        s.RunQuietly(TimeSpan.FromMinutes(61));
        s.Friend.Texts("blah");
        s.RunSeconds(5);
        Assert.Equal(UnclearAnswered + 1, s.Friend.Phone.Inbox.Count);
    }

    [Theory]
    [InlineData("OK")]
    [InlineData("HOW")]
    [InlineData("HELP ME")]
    public void Two_machines_that_say_words_we_know_to_each_other_come_to_an_end(string says)
    {
        using var s = Expecting();
        s.Friend.Phone.RepliesToTexts(".", says, TimeSpan.FromSeconds(2));
        s.Friend.Texts(says);
        s.RunSeconds(600);
        Assert.Equal(KnownAnswered, s.Friend.Phone.Inbox.Count);
    }

    [Fact]
    public void In_a_session_a_flood_of_unclear_texts_gets_five_answers_and_one_in_each_check_in_and_1_and_9_work_as_ever()
    {
        using var s = Expecting();
        s.WatchedByText();
        Unclear(s, 30);
        Assert.Equal(UnclearAnswered, Still(s));
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.RunSeconds(4);
        Unclear(s, 6);
        Assert.Equal(UnclearAnswered + 1, Still(s));
        s.Caller.Texts("1").Gets("Thanks");
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.RunSeconds(4);
        Unclear(s, 6);
        Assert.Equal(UnclearAnswered + 2, Still(s));
        s.Caller.Is(Behaviour.NoAnswer).Texts("9").Gets("calling|ringing|people");
        s.PeerA.IsRung();
        s.Ems.IsRung();
    }

    [Fact]
    public void An_auto_responder_on_the_callers_phone_neither_answers_a_check_in_nor_is_talked_to_for_ever()
    {
        using var s = Expecting();
        s.Caller.Is(Behaviour.NoAnswer).Phone.RepliesToTexts(".", "Driving. I'll see this later.", TimeSpan.FromSeconds(2));
        s.Caller.Texts("SPOT 2 at " + Walks.Place);
        s.RunToCheckIn();
        var due = s.DueUtc;
        s.Ems.IsRung(within: 150);
        Assert.InRange(s.Ems.SecondsUntilRung(due), 119, 150);
        s.Run(TimeSpan.FromMinutes(10));
        Assert.InRange(Still(s), 1, KnownAnswered + s.History().Count(kind => kind == "CheckInDue"));
    }

    [Fact]
    public void An_emergency_number_in_an_auto_reply_calls_the_person_once_at_a_time_and_is_not_talked_to_for_ever()
    {
        using var s = Expecting();
        s.Caller.Is(Behaviour.NoAnswer).Phone.RepliesToTexts("calling you", "I can't talk now. In an emergency dial 911.", TimeSpan.FromSeconds(2));
        s.WatchedByText();
        s.Caller.Texts("I can't talk now. In an emergency dial 911.");
        s.RunSeconds(100);
        Assert.InRange(s.Caller.Phone.Inbox.Count(t => t.Body.Contains("calling you", StringComparison.Ordinal)), 1, KnownAnswered);
        Assert.InRange(s.Network.Calls.Count(c => c.To == s.Caller.Number), 1, 3);
    }

    [Fact]
    public void A_session_that_is_flooded_stays_a_row_that_can_be_saved_and_every_text_of_it_is_erased_in_the_end()
    {
        using var s = Expecting();
        s.WatchedByText();
        Unclear(s, 100);
        Assert.InRange(s.Session.TextsWithPlace.Length, 1, 60);
        s.Caller.Texts("1").Gets("Thanks");
        s.Caller.Texts("DONE").Gets("Done for now");
        s.RunSeconds(60);
        Assert.All(s.Network.Messages.Where(m => m.Body.Contains("blah", StringComparison.Ordinal)), m => Assert.Fail("It is still at the phone company."));
    }

    [Fact]
    public void A_phone_that_has_no_letter_left_is_told_so_and_nine_is_for_everyone_on_it()
    {
        using var s = Expecting();
        s.WatchedByText("30 at " + Walks.Place);
        for (var i = 0; i < 12; i++)
        {
            s.Caller.Phone.Texts("SECOND", Scenario.Line);
            s.RunSeconds(3);
        }

        s.Caller.Gets("can't tell more people apart");
        Assert.Equal("ABCDEFGH", string.Concat(s.Sessions().Where(x => x.Open).Select(x => x.Letter).Order()));
        s.Caller.Is(Behaviour.NoAnswer).Texts("9");
        Assert.All(s.Sessions(), x => Assert.Equal(Cause.HelpNow, x.Incident?.Cause));
    }

    [Fact]
    public void Coordinators_hear_of_a_flood_once_in_an_hour_and_not_whose_it_is()
    {
        using var s = Expecting();
        for (var i = 0; i < 250; i++)
        {
            s.Friend.Phone.Texts($"blah {i}", Scenario.Line, TimeSpan.FromSeconds(i));
        }

        s.RunSeconds(300);
        var told = Assert.Single(s.Coordinator.Phone.Inbox);
        Assert.Contains("one phone has called or texted 100 times", told.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("0124", told.Body, StringComparison.Ordinal);
        s.NoObjections();
    }

    private static void Unclear(Scenario s, int times)
    {
        for (var i = 0; i < times; i++)
        {
            s.Caller.Phone.Texts($"blah {i}", Scenario.Line);
            s.RunSeconds(0.5);
        }

        s.RunSeconds(3);
    }

    private static int Still(Scenario s) => s.Caller.Phone.Inbox.Count(t => t.Body.Contains("I'm still with you. Reply", StringComparison.Ordinal));

    private static Scenario Expecting()
    {
        var s = new Scenario(settings: ("Roster:Peers:0:TimeZone", "America/Toronto"));
        foreach (var someone in s.Everybody)
        {
            someone.MayGet(".").MayBeRung();
        }

        s.PeerA.Is(Behaviour.NoAnswer);
        s.PeerB.Is(Behaviour.NoAnswer);
        return s;
    }
}
