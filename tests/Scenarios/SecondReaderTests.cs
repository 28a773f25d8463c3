using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Texts;

namespace Scenarios;

/// <summary>What a second reader broke, and must stay mended.</summary>
public sealed class SecondReaderTests
{
    [Fact]
    public void Promise_5_A_phone_that_keys_the_code_is_a_line_and_never_the_owner_of_the_place()
    {
        using var s = new Scenario(peers: 1);
        s.Caller.MayBeRung().MayGet(".");
        s.Friend.MayGet(".").MayBeRung();
        s.Caller.Texts("SPOT 5 at 12 Main St, Hamilton").Gets("I'm with you");
        s.Friend.Calls().Hears("Press 1").Presses("8").Hears("code").Presses(s.Session.Code).Hears("last four digits");
        s.Friend.HangsUp().Texts("WHERE").GetsNothingLike("Main");
        Assert.Equal(s.Caller.Number, s.Session.CallerNumber);
    }

    [Fact]
    public void Promise_5_A_stranger_who_rings_the_number_kept_for_ems_hears_no_place_and_confirms_nothing()
    {
        using var s = new Scenario(peers: 0);
        s.Caller.MayBeRung().MayGet(".");
        s.Coordinator.MayBeRung().MayGet(".");
        s.Ems.MayBeRung().Is(Behaviour.Busy);
        s.EmsBackup.MayBeRung().Is(Behaviour.Busy);
        s.Caller.Texts("SPOT 5 at 12 Main St, Hamilton").Texts("9");
        s.RunSeconds(5);
        s.Friend.Calls(Scenario.EmsLine);
        s.RunSeconds(20);
        s.Friend.Presses("1").NeverHeard("Main");
        Assert.Null(s.Session.Incident!.Ems.ConfirmedUtc);
        Assert.True(s.Session.Incident.Ems.Dials > 1);
    }

    [Fact]
    public void Promise_10_Where_we_say_that_we_call_we_call_also_during_a_ladder()
    {
        using var s = new Scenario(peers: 0);
        s.Caller.MayGet(".");
        s.Coordinator.MayBeRung().MayGet(".");
        s.Ems.MayBeRung();
        s.EmsBackup.MayBeRung();
        s.Caller.Texts("SPOT 5 at 12 Main St, Hamilton").Texts("9").Texts("help me").IsRung(within: 10);
    }

    [Fact]
    public void Promise_10_A_talk_is_not_said_to_be_a_watch()
    {
        using var s = new Scenario(peers: 1);
        s.PeerA.MayBeRung().MayGet(".");
        s.Coordinator.MayBeRung().MayGet(".");
        s.Caller.Texts("0").Gets("ringing someone").GetsNothingLike("every .* min|check");
    }

    [Theory]
    [InlineData("9 come to my place", TextVerb.HelpNow)]
    [InlineData("9 unit 4", TextVerb.HelpNow)]
    [InlineData("9 way too much", TextVerb.HelpNow)]
    [InlineData("9 12 Main St, Hamilton", TextVerb.HelpNow)]
    [InlineData("9 Main St, Hamilton", TextVerb.Unknown)]
    public void In_doubt_a_nine_is_a_cry_for_help(string words, TextVerb verb) => Assert.Equal(verb, TextCommand.Parse(words).Verb);

    [Fact]
    public void A_place_behind_a_letter_keeps_its_commas()
    {
        var command = TextCommand.Parse("B AT 5 Elm St, Hamilton");
        Assert.Equal((TextVerb.At, 'B', "5 Elm St, Hamilton"), (command.Verb, command.Letter, command.Rest));
    }
}
