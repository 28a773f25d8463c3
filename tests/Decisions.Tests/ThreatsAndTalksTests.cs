using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

/// <summary>A caller who threatens a peer, and a caller who only wants to talk. Promises 6, 7: whatever happens, the door stays open.</summary>
public sealed class ThreatsAndTalksTests
{
    private static readonly DateTimeOffset Later = World.Zero.AddHours(20);

    [Fact]
    public void The_first_mark_warns_the_caller_and_a_second_after_a_minute_puts_no_peer_through_any_more()
    {
        var world = World.ByText().To(200).Take(World.P1);
        world.Star(World.P1, "5").Run(5);
        Assert.True(world.Texted(PartyKind.Caller, LineKey.WarnedText));
        Assert.Null(world.S.BotOnlyUntilUtc);
        Assert.True(world.Texted(PartyKind.Coordinator, LineKey.AlarmThreatText));
        world.Star(World.P1, "5").Run(5);
        Assert.Single(world.TextsTo(PartyKind.Caller), t => t.Key == LineKey.WarnedText);
        world.Run(60).Star(World.P1, "5").Run(5);
        Assert.True(world.Texted(PartyKind.Caller, LineKey.BotOnlyText));
        Assert.Equal(World.Zero + world.At + TimeSpan.FromHours(23), world.S.BotOnlyUntilUtc!.Value, TimeSpan.FromMinutes(1));
        Assert.Contains(world.Of<Intent.NoteThreat>(), i => i.Intent is Intent.NoteThreat { BotOnlyUntilUtc: not null });
        Assert.Contains(LineKey.CaseThreatBotOnly, world.Lines.Where(l => l.Who == World.P1).Select(l => l.Key));
    }

    [Fact]
    public void A_second_person_threatened_within_the_same_minute_is_told_of_too()
    {
        var world = World.ByText().To(200).Take(World.P1);
        world.Star(World.P1, "5").Run(2).Star(World.P1, "4").Run(2).Take(World.P2);
        world.Star(World.P2, "5");
        Assert.Equal(2, world.TextsTo(PartyKind.Coordinator).Count(t => t.Key == LineKey.AlarmThreatText));
        Assert.Equal([World.P1, World.P2], world.S.Incident!.Threatened);
        Assert.NotNull(world.S.BotOnlyUntilUtc);
    }

    [Fact]
    public void Promise_10_Whom_nobody_else_is_put_through_to_is_not_told_that_somebody_is_got()
    {
        var world = World.ByVoice().To(170).Take(World.P1).Run(10).Star(World.P1, "5").Run(70).Star(World.P1, "5").Run(5);
        Assert.NotNull(world.S.BotOnlyUntilUtc);
        world.HangUp(World.P1);
        Assert.Contains(LineKey.PersonLostBotOnly, world.LastHeard(Party.Caller));
        Assert.DoesNotContain(LineKey.PersonLost, world.LastHeard(Party.Caller));
    }

    [Fact]
    public void In_a_debrief_no_slip_of_a_key_marks_the_peer_as_a_threat()
    {
        var world = World.ByText().Text("0").Run(3).Take(World.P1);
        world.S = world.S with { Kind = SessionKind.Debrief };
        world.Star(World.P1, "5").Run(5);
        Assert.Null(world.S.WarnedUtc);
        Assert.False(world.Texted(PartyKind.Coordinator, LineKey.AlarmThreatText));
        Assert.Contains(LineKey.CaseNotKey, world.Lines.Where(l => l.Who == World.P1).Select(l => l.Key));
    }

    [Fact]
    public void A_warning_of_another_day_counts_and_one_of_two_months_ago_does_not()
    {
        var before = Kept(warned: World.Zero.AddDays(-20)).To(200).Take(World.P1).Star(World.P1, "5");
        Assert.NotNull(before.S.BotOnlyUntilUtc);
        var longAgo = Kept(warned: World.Zero.AddDays(-60)).To(200).Take(World.P1).Star(World.P1, "5");
        Assert.Null(longAgo.S.BotOnlyUntilUtc);
    }

    [Fact]
    public void While_no_peer_is_put_through_they_hear_what_still_works_and_ems_rings_at_the_miss()
    {
        var world = Kept(botOnlyUntil: Later);
        Assert.True(world.Texted(PartyKind.Caller, LineKey.BotOnlyText));
        world.To(199);
        Assert.Empty(world.CallsTo(PartyKind.Peer));
        Assert.Equal(TimeSpan.FromSeconds(195), world.CallsTo(World.Ems)[0]);
        Assert.Empty(World.ByText().To(196).CallsTo(World.Ems));
    }

    [Fact]
    public void Someone_they_chose_is_still_rung_and_help_now_still_brings_ems()
    {
        var world = Kept(botOnlyUntil: Later).Text("FIRST 905 555 0166").To(199);
        Assert.NotEmpty(world.CallsTo(Party.Chosen));
        Assert.Empty(world.CallsTo(PartyKind.Peer));
        var help = Kept(botOnlyUntil: Later).Text("9").Run(2);
        Assert.NotEmpty(help.CallsTo(World.Ems));
        Assert.Empty(help.CallsTo(PartyKind.Peer));
    }

    [Fact]
    public void Promise_10_Who_asks_for_a_person_in_a_ladder_hears_why_there_is_none()
    {
        var world = Kept(botOnlyUntil: Later).To(199).Text("0");
        Assert.Equal(LineKey.BotOnlyText, world.LastReply);
    }

    [Fact]
    public void With_no_place_coordinators_are_rung_and_the_ladder_does_not_end()
    {
        var world = new World { Facts = World.Standard };
        world.Start(new Beginning("s1", "123", World.CallerPhone, TextChannel.Works, MessageSid: "SMfirst", Kept: Keeps(null, Later)));
        world.To(360);
        Assert.NotEmpty(world.CallsTo(World.C1));
        Assert.Empty(world.CallsTo(PartyKind.Peer));
    }

    [Fact]
    public void Asking_for_a_person_says_what_still_works_and_it_ends_by_itself()
    {
        var world = Kept(botOnlyUntil: World.Zero.AddSeconds(60)).Text("0");
        Assert.Equal(LineKey.BotOnlyText, world.LastReply);
        Assert.Null(world.S.Incident);
        world.Run(61).Text("0").Run(2);
        Assert.NotEmpty(world.CallsTo(PartyKind.Peer));
    }

    [Fact]
    public void A_watch_becomes_a_talk_and_a_talk_a_watch_by_text()
    {
        var world = World.ByText().Text("talk");
        Assert.Equal(LineKey.JustTalkText, world.LastReply);
        Assert.False(world.S.Watched);
        Assert.NotEmpty(world.CallsTo(PartyKind.Peer));
        world.Run(1).Take(World.P1).Run(600);
        Assert.False(world.Noted(HistoryKind.CheckInDue));
        world.Text("SPOT");
        Assert.True(world.S.Watched);
        Assert.Equal(2, world.TextsTo(PartyKind.Caller).Count(t => t.Key == LineKey.StartedText));
        world.HangUp(World.P1).Run(200);
        Assert.True(world.Noted(HistoryKind.CheckInDue));
    }

    [Fact]
    public void By_key_it_is_one_of_the_things_that_can_be_changed()
    {
        var world = World.ByVoice();
        world.Press(Party.Caller, "3");
        for (var i = 0; i < 12 && world.LastHeard(Party.Caller)[^1] == LineKey.ChangeWhat && world.Lines[^1].Args is not ["OnlyTalk"]; i++)
        {
            world.Press(Party.Caller, "3");
        }

        world.Press(Party.Caller, "1");
        Assert.False(world.S.Watched);
        Assert.Contains(LineKey.JustTalk, world.LastHeard(Party.Caller));
        Assert.NotEmpty(world.CallsTo(PartyKind.Peer));
    }

    [Fact]
    public void What_is_being_asked_is_answered_first_and_with_nobody_there_the_watch_goes_on()
    {
        var asked = World.ByText().To(125).Text("talk");
        Assert.Equal(LineKey.JustTalkNotNowText, asked.LastReply);
        Assert.True(asked.S.CheckIn.IsOpen);
        var nobody = World.ByText(World.Standard with { Peers = [], Coordinators = [] }).Text("talk");
        Assert.Equal(LineKey.JustTalkNobodyText, nobody.LastReply);
        Assert.True(nobody.S.Watched);
        Assert.NotNull(nobody.S.CheckIn.DueUtc);
    }

    private static World Kept(DateTimeOffset? warned = null, DateTimeOffset? botOnlyUntil = null)
    {
        var world = new World { Facts = World.Standard };
        world.Start(new Beginning(
            "s1", "123", World.CallerPhone, TextChannel.Works, Words: $"{World.Address}, Hamilton", MessageSid: "SMfirst", Kept: Keeps(warned, botOnlyUntil)));
        return world;
    }

    private static Kept Keeps(DateTimeOffset? warned, DateTimeOffset? botOnlyUntil) =>
        new(ImmutableDictionary<string, string>.Empty) { WarnedUtc = warned ?? (botOnlyUntil is null ? null : World.Zero.AddHours(-1)), BotOnlyUntilUtc = botOnlyUntil };
}
