using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

public sealed class WatchTests
{
    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void Watched_from_the_first_word_by_text()
    {
        var world = World.ByText(place: false);
        Assert.Equal(Mode.TextMe, world.S.Mode);
        Assert.Equal(OpenQuestion.Where, world.S.Question);
        Assert.True(world.Texted(PartyKind.Caller, LineKey.StartedText));
        Assert.True(world.Texted(PartyKind.Caller, LineKey.AskWhereText));
        world.To(120);
        Assert.Contains((S(120), LineKey.CheckInText), world.TextsTo(PartyKind.Caller));
    }

    [Fact]
    public void Watched_from_the_first_word_by_voice()
    {
        var world = World.ByVoice();
        Assert.Equal(Mode.OnTheLine, world.S.Mode);
        Assert.Contains(LineKey.StartedSaved, world.LastHeard(Party.Caller));
        world.To(120);
        Assert.Contains(LineKey.CheckIn, world.LastHeard(Party.Caller));
    }

    [Fact]
    public void Two_minutes_for_the_first_fifteen_then_five()
    {
        var world = World.ByText();
        List<double> asked = [];
        for (var i = 0; i < 10; i++)
        {
            world.Run(world.S.CheckIn.DueUtc!.Value - world.Now + S(4));
            asked.Add((world.At - S(4)).TotalSeconds);
            world.Text(i % 2 == 0 ? "1" : "ok");
        }

        Assert.Equal([120, 244, 368, 492, 616, 740, 864, 988, 1292, 1596], asked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public void The_caller_chooses_the_minutes(int minutes)
    {
        var world = World.ByText();
        world.Text($"EVERY {minutes}");
        Assert.Equal(LineKey.EveryText, world.LastReply);
        Assert.Equal(world.Now + TimeSpan.FromMinutes(minutes), world.S.CheckIn.DueUtc);
    }

    [Theory]
    [InlineData("EVERY 0")]
    [InlineData("EVERY 61")]
    [InlineData("EVERY")]
    public void Other_minutes_are_told_their_range_and_change_nothing(string words)
    {
        var world = World.ByText();
        world.Text(words);
        Assert.Equal(LineKey.EveryRangeText, world.LastReply);
        Assert.Null(world.S.EveryMinutes);
    }

    [Fact]
    public void Sessions_fall_due_apart_by_at_most_a_tenth()
    {
        var dues = Enumerable.Range(0, 200)
            .Select(i => Decider.Start(new Beginning($"session {i}", "123", World.CallerPhone, TextChannel.Works), World.Standard, World.Zero))
            .Select(d => (d.Session.CheckIn.DueUtc!.Value - World.Zero).TotalSeconds).ToList();
        Assert.All(dues, due => Assert.InRange(due, 108, 120));
        Assert.True(dues.Max() - dues.Min() > 8);
    }

    [Fact]
    public void A_text_sooner_than_three_seconds_after_the_check_in_crossed_it()
    {
        var world = World.ByText().To(122);
        world.Text("1");
        Assert.Equal(LineKey.CrossedText, world.LastReply);
        Assert.True(world.S.CheckIn.IsOpen);
        world.To(123).Text("1");
        Assert.Equal(LineKey.OkText, world.LastReply);
        Assert.False(world.S.CheckIn.IsOpen);
    }

    [Fact]
    public void The_double_of_a_used_ok_ends_no_cry_for_help()
    {
        var world = World.ByText().To(10).Text("1").To(12).Text("9").To(14).Text("1");
        Assert.Equal(LineKey.RepeatedText, world.LastReply);
        Assert.Equal(Cause.HelpNow, world.S.Incident!.Cause);
        Assert.Equal(Phase.Reaching, world.S.Incident.Phase);
    }

    [Fact]
    public void A_repeat_while_a_check_in_is_open_brings_the_call_now_and_the_clock_runs_on()
    {
        var fast = World.Standard with { Timing = new Timing { FirstInterval = S(30) } };
        var world = World.ByText(fast).To(10).Text("1");
        world.To(45);
        Assert.True(world.S.CheckIn.IsOpen);
        world.Text("1");
        Assert.Equal(LineKey.RepeatedText, world.LastReply);
        Assert.Equal([S(45)], world.CallsTo(Party.Caller));
        Assert.Equal(World.Zero + S(40), world.S.CheckIn.DueUtc);
        world.To(40 + 75);
        Assert.True(world.Noted(HistoryKind.CheckInMissed));
    }

    [Fact]
    public void An_unprompted_ok_starts_a_full_interval_anew()
    {
        var world = World.ByText().To(100).Text("ok!");
        Assert.Equal(World.Zero + S(220), world.S.CheckIn.DueUtc);
        world.To(219);
        Assert.False(world.Texted(PartyKind.Caller, LineKey.CheckInText));
    }

    [Fact]
    public void More_time_once_a_check_in()
    {
        var world = World.ByText().To(125).Text("2");
        Assert.Equal(LineKey.MoreTimeText, world.LastReply);
        Assert.Equal(World.Zero + S(425), world.S.CheckIn.DueUtc);
        world.To(430).Text("MORE 10");
        Assert.Equal(LineKey.MoreTimeUsedText, world.LastReply);
        Assert.True(world.S.CheckIn.IsOpen);
        world.Text("1").Text("MORE 90");
        Assert.Equal(world.Now + TimeSpan.FromMinutes(30), world.S.CheckIn.DueUtc);
    }

    [Fact]
    public void More_time_never_makes_it_less()
    {
        var world = World.ByText().Text("EVERY 30");
        var due = world.S.CheckIn.DueUtc;
        world.Text("2");
        Assert.Equal(due, world.S.CheckIn.DueUtc);
    }

    [Fact]
    public void By_text_then_a_call_at_thirty_seconds_then_the_miss_at_seventy_five()
    {
        var world = World.ByText().To(149);
        Assert.Empty(world.CallsTo(Party.Caller));
        world.To(194);
        Assert.Equal([S(150)], world.CallsTo(Party.Caller));
        Assert.Null(world.S.Incident);
        world.To(195);
        Assert.Equal(Cause.MissedCheckIn, world.S.Incident!.Cause);
        Assert.True(world.Texted(PartyKind.Caller, LineKey.MissAnnouncedText));
    }

    [Fact]
    public void By_call_then_a_text_beside_it_then_the_miss()
    {
        var world = World.ByCall();
        Assert.Equal(Mode.CallMe, world.S.Mode);
        var due = world.S.CheckIn.DueUtc!.Value - World.Zero;
        world.To(due.TotalSeconds + 74);
        Assert.Equal(due, world.CallsTo(Party.Caller)[^1]);
        Assert.Contains((due + S(30), LineKey.CheckInLouderText), world.TextsTo(PartyKind.Caller));
        Assert.Null(world.S.Incident);
        world.Run(1);
        Assert.NotNull(world.S.Incident);
    }

    [Fact]
    public void On_the_line_louder_at_twenty_and_missed_at_forty_five()
    {
        var world = World.ByVoice().To(139);
        Assert.DoesNotContain(LineKey.CheckInLouder, world.Lines.Select(l => l.Key));
        world.To(140);
        Assert.Contains(LineKey.CheckInLouder, world.LastHeard(Party.Caller));
        world.To(164);
        Assert.Null(world.S.Incident);
        world.To(165);
        Assert.NotNull(world.S.Incident);
        Assert.Equal([S(165), S(165)], world.CallsTo(PartyKind.Peer));
    }

    [Fact]
    public void A_call_ordered_late_gets_its_twenty_five_seconds_of_ringing()
    {
        var world = World.ByText();
        world.Phones["Caller"] = Phone.Stuck;
        world.To(180);
        var leg = world.S.CallerLegs.Single();
        world.Feed(new Happening.CallPlaced(leg.Id, "CAlate"));
        world.To(204);
        Assert.Null(world.S.Incident);
        world.To(205);
        Assert.NotNull(world.S.Incident);
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("I'm good")]
    [InlineData("still here")]
    public void A_listed_phrase_counts_on_a_call_they_placed(string phrase)
    {
        var world = World.ByVoice().To(122);
        world.Say(Party.Caller, phrase);
        Assert.False(world.S.CheckIn.IsOpen);
        Assert.Contains(LineKey.Ok, world.LastHeard(Party.Caller));
    }

    [Theory]
    [InlineData("uh yeah maybe")]
    [InlineData("not ok")]
    [InlineData("sleepy")]
    public void Other_speech_is_asked_again_and_stops_no_clock(string phrase)
    {
        var world = World.ByVoice().To(122);
        world.Say(Party.Caller, phrase);
        Assert.True(world.S.CheckIn.IsOpen);
        Assert.Contains(LineKey.AskKey, world.LastHeard(Party.Caller));
        world.To(165);
        Assert.NotNull(world.S.Incident);
    }

    [Fact]
    public void A_recognised_voice_on_a_call_we_placed_is_nobody()
    {
        var world = World.ByText().To(152).Answer(Party.Caller);
        world.Say(Party.Caller, "ok");
        Assert.True(world.S.CheckIn.IsOpen);
        world.Press(Party.Caller, "1");
        Assert.False(world.S.CheckIn.IsOpen);
    }

    [Fact]
    public void An_answer_by_text_is_said_on_the_line()
    {
        var world = World.ByVoice().To(125).Text("1");
        Assert.Contains(LineKey.OkByText, world.LastHeard(Party.Caller));
    }

    [Fact]
    public void A_voicemail_that_answers_a_check_in_is_a_miss()
    {
        var world = World.ByText();
        world.Phones["Caller"] = Phone.Voicemail;
        world.To(195);
        Assert.NotNull(world.S.Incident);
    }

    [Fact]
    public void A_hang_up_brings_the_next_check_in_as_a_call_within_a_minute_and_says_so()
    {
        var world = World.ByVoice().To(10).HangUp(Party.Caller);
        Assert.Equal(World.Zero + S(70), world.S.CheckIn.DueUtc);
        Assert.Contains((S(10), LineKey.HungUpText), world.TextsTo(PartyKind.Caller));
        world.To(70);
        Assert.Equal([S(70)], world.CallsTo(Party.Caller));
    }

    [Fact]
    public void A_hang_up_in_an_open_check_in_keeps_its_moment()
    {
        var world = World.ByVoice().To(125).HangUp(Party.Caller);
        Assert.Equal(World.Zero + S(120), world.S.CheckIn.DueUtc);
        Assert.Equal([S(125)], world.CallsTo(Party.Caller));
        world.To(195);
        Assert.True(world.Noted(HistoryKind.CheckInMissed));
    }

    [Fact]
    public void Who_cannot_be_called_back_is_told_and_helped_after_two_minutes()
    {
        var world = World.ByVoice(number: null, texts: TextChannel.None);
        Assert.Contains(LineKey.StartedNoCallback, world.LastHeard(Party.Caller));
        world.To(5).HangUp(Party.Caller);
        world.To(124);
        Assert.Null(world.S.Incident);
        world.To(125);
        Assert.Equal(2, world.CallsTo(PartyKind.Peer).Count);
        world.To(170);
        Assert.Equal([S(170)], world.CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void The_code_from_any_phone_brings_them_back()
    {
        var world = World.ByVoice(number: null, texts: TextChannel.None).To(5).HangUp(Party.Caller).To(60).CallIn(number: "+19055550177", byCode: true);
        Assert.Contains(LineKey.Rejoined, world.LastHeard(Party.Caller));
        Assert.Equal("+19055550177", world.S.CallerNumber);
        Assert.Null(world.S.LineLostUtc);
        world.To(119);
        Assert.Null(world.S.Incident);
    }

    [Fact]
    public void A_bare_nine_in_a_number_entry_is_asked_back_once()
    {
        var world = ChangingMinutes().Press(Party.Caller, "9");
        Assert.Null(world.S.Incident);
        Assert.Contains(LineKey.BareNine, world.LastHeard(Party.Caller));
        world.Press(Party.Caller, "9");
        Assert.Equal(Cause.HelpNow, world.S.Incident!.Cause);
    }

    [Fact]
    public void A_nine_that_is_meant_is_taken_when_it_was_asked_back()
    {
        var world = ChangingMinutes().Press(Party.Caller, "9").Press(Party.Caller, "1");
        Assert.Equal(9, world.S.EveryMinutes);
        Assert.Null(world.S.Incident);
    }

    [Theory]
    [InlineData("911")]
    [InlineData("999")]
    [InlineData("112")]
    public void An_emergency_number_keyed_for_minutes_is_help(string keys)
    {
        var world = ChangingMinutes().Press(Party.Caller, keys);
        Assert.Equal(Cause.HelpNow, world.S.Incident!.Cause);
    }

    private static World ChangingMinutes()
    {
        var world = World.ByVoice().To(5).Press(Party.Caller, "3");
        while (!world.Lines.Exists(l => l.Key == LineKey.ChangeWhat && l.Args[0] == "Minutes"))
        {
            world.Press(Party.Caller, "3");
        }

        return world.Press(Party.Caller, "1");
    }

    [Fact]
    public void Minutes_are_keyed()
    {
        var world = ChangingMinutes().Press(Party.Caller, "10");
        Assert.Equal(10, world.S.EveryMinutes);
        Assert.Contains(LineKey.EveryChanged, world.LastHeard(Party.Caller));
    }

    [Fact]
    public void What_to_do_now_comes_one_step_at_a_time()
    {
        var world = World.ByVoice().To(5).Press(Party.Caller, "5");
        Assert.Contains(LineKey.FirstAid1, world.LastHeard(Party.Caller));
        world.Press(Party.Caller, "5");
        Assert.Contains(LineKey.FirstAid2, world.LastHeard(Party.Caller));
        world.To(170);
        Assert.NotNull(world.S.Incident);
    }

    [Fact]
    public void Now_never_runs_backwards()
    {
        var world = World.ByText().To(130);
        var last = world.S.LastUtc;
        world.Now = World.Zero + S(20);
        world.Feed(new Happening.TimePassed());
        Assert.Equal(last, world.S.LastUtc);
        Assert.True(world.Wake >= last);
    }

    [Fact]
    public void An_opted_out_phone_is_answered_by_a_call()
    {
        var world = World.ByText(texts: TextChannel.OptedOut);
        Assert.Equal([TimeSpan.Zero], world.CallsTo(Party.Caller));
        world.Answer(Party.Caller);
        Assert.Contains(LineKey.OptedOutCall, world.LastHeard(Party.Caller));
        Assert.Empty(world.TextsTo(PartyKind.Caller));
    }

    [Fact]
    public void Stop_means_the_text_channel_is_gone_not_the_session()
    {
        var world = World.ByText().To(10).Text("STOP");
        Assert.True(world.S.Open);
        Assert.Equal(Mode.CallMe, world.S.Mode);
        Assert.Equal([S(10)], world.CallsTo(Party.Caller));
        world.To(200);
        Assert.DoesNotContain(world.TextsTo(PartyKind.Caller), t => t.At > S(10));
        Assert.NotNull(world.S.Incident);
    }

    [Theory]
    [InlineData(Refusal.OptedOut, TextChannel.OptedOut)]
    [InlineData(Refusal.NotText, TextChannel.None)]
    public void A_phone_that_gets_no_texts_is_called_at_once(Refusal refusal, TextChannel channel)
    {
        var world = World.ByText().To(121);
        world.Feed(new Happening.TextFailed(world.Log.Last(i => i.Intent is Intent.SendText).Attempt, Party.Caller, refusal));
        Assert.Equal(channel, world.S.Texts);
        Assert.Equal([S(121)], world.CallsTo(Party.Caller));
    }

    [Theory]
    [InlineData("HELP")]
    [InlineData("aide")]
    [InlineData("not ok")]
    public void Distress_is_answered_by_a_call(string words)
    {
        var world = World.ByText().To(10).Text(words);
        Assert.Equal([S(10)], world.CallsTo(Party.Caller));
        world.To(10 + 75);
        Assert.NotNull(world.S.Incident);
    }

    [Fact]
    public void A_process_away_for_minutes_asks_before_it_climbs_and_a_check_in_asked_in_time_keeps_its_bound()
    {
        var world = World.ByText();
        world.Now = World.Zero + S(400);
        world.Feed(new Happening.TimePassed());
        Assert.Equal(World.Zero + S(400), world.S.CheckIn.DueUtc);
        Assert.Null(world.S.Incident);
        world.Now = World.Zero + S(530);
        world.Feed(new Happening.TimePassed());
        Assert.Equal([S(530)], world.CallsTo(PartyKind.Ems));
        Assert.Equal(2, world.CallsTo(PartyKind.Peer).Count);
    }

    [Fact]
    public void Finished_by_text_closes()
    {
        var world = World.ByText().To(10).Text("done");
        Assert.Equal(LineKey.DoneText, world.LastReply);
        Assert.False(world.S.Open);
        world.Run(TimeSpan.FromHours(80));
        Assert.Null(world.Wake);
        Assert.Null(world.S.CallerNumber);
    }

    [Fact]
    public void Finished_by_key_says_goodbye_once()
    {
        var world = World.ByVoice().To(10).Press(Party.Caller, "7").Run(60);
        Assert.Single(world.Lines, l => l.Key == LineKey.Bye);
        Assert.False(world.S.Open);
        Assert.DoesNotContain(world.TextsTo(PartyKind.Caller), t => t.Key == LineKey.HungUpText);
    }

    [Fact]
    public void A_lost_check_in_call_is_placed_again()
    {
        var world = World.ByText();
        world.Phones["Caller"] = Phone.NoReceipt;
        world.To(155);
        world.Phones["Caller"] = Phone.Rings;
        world.To(165);
        Assert.Equal([S(150), S(160)], world.CallsTo(Party.Caller));
    }
}
