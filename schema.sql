create table activity (
  workspace_id uuid not null,
  id uuid not null,
  published timestamp with time zone not null,
  position bigint not null,
  received timestamp with time zone not null,
  channel text not null,
  account_id uuid,
  external_id text not null,
  verb text not null,
  visibility text not null,
  ours boolean not null default false,
  actor_id text not null,
  actor_name text,
  actor_handle text,
  actor_url text,
  actor_avatar text,
  actor_followers integer,
  person_id uuid,
  object_type text not null,
  object_id text not null,
  title text,
  text text,
  url text,
  in_reply_to text,
  thread text,
  rating real,
  amount bigint,
  currency text,
  media jsonb,
  extra jsonb,
  lang text not null,
  sentiment text not null,
  p_positive real not null,
  p_negative real not null,
  why jsonb,
  tokens tsvector not null,
  edited timestamp with time zone,
  deleted timestamp with time zone,
  country text,
  toxicity smallint,
  intent text,
  urgency smallint,
  topics text[],
  corrected text[],
  PRIMARY KEY (workspace_id, published, id),
  CHECK (((toxicity >= 0) AND (toxicity <= 1000))),
  CHECK (((urgency >= 0) AND (urgency <= 2))),
  CHECK ((sentiment = ANY (ARRAY['positive'::text, 'neutral'::text, 'negative'::text]))),
  CHECK ((visibility = ANY (ARRAY['public'::text, 'private'::text])))
) partition by range (published);
CREATE INDEX activity_announce ON ONLY public.activity USING btree (workspace_id, object_id) WHERE ((verb = 'Announce'::text) AND (text IS NOT NULL));
CREATE INDEX activity_echo ON ONLY public.activity USING btree (workspace_id, object_id) WHERE (verb = ANY (ARRAY['Like'::text, 'Dislike'::text, 'Announce'::text]));
CREATE INDEX activity_person ON ONLY public.activity USING btree (workspace_id, person_id, published DESC) WHERE (person_id IS NOT NULL);
CREATE INDEX activity_position ON ONLY public.activity USING btree (workspace_id, "position");
CREATE INDEX activity_reply ON ONLY public.activity USING btree (workspace_id, in_reply_to) WHERE (in_reply_to IS NOT NULL);
CREATE INDEX activity_tokens ON ONLY public.activity USING gin (workspace_id, tokens);

create table activity_alert (
  workspace_id uuid not null,
  alert_id uuid not null,
  published timestamp with time zone not null,
  activity_id uuid not null,
  PRIMARY KEY (workspace_id, alert_id, published, activity_id)
);
CREATE INDEX activity_alert_of ON public.activity_alert USING btree (workspace_id, activity_id);

create table activity_counter (
  workspace_id uuid not null,
  alert_id uuid not null,
  hour timestamp with time zone not null,
  channel text not null,
  verb text not null,
  lang text not null,
  sentiment text not null,
  ours boolean not null,
  count integer not null,
  reach bigint not null,
  toxic integer not null default 0,
  PRIMARY KEY (workspace_id, alert_id, hour, channel, verb, lang, sentiment, ours)
);

create table activity_key (
  workspace_id uuid not null,
  channel text not null,
  external_id text not null,
  activity_id uuid,
  deleted timestamp with time zone,
  PRIMARY KEY (workspace_id, channel, external_id)
);

create table alarm (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  subject_kind text not null,
  subject text not null,
  level integer not null,
  opened timestamp with time zone not null,
  updated timestamp with time zone not null,
  calm timestamp with time zone,
  ended timestamp with time zone,
  how text,
  acknowledged timestamp with time zone,
  acknowledged_by uuid,
  ended_by uuid,
  evidence jsonb not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK (((level >= 1) AND (level <= 3))),
  CHECK ((how = ANY (ARRAY['calm'::text, 'closed'::text, 'gone'::text]))),
  CHECK ((kind = ANY (ARRAY['crisis'::text, 'surge'::text, 'drift'::text, 'quiet'::text, 'dead'::text]))),
  CHECK ((subject_kind = ANY (ARRAY['alert'::text, 'channel'::text, 'account'::text, 'topic'::text])))
);
CREATE INDEX alarm_newest ON public.alarm USING btree (workspace_id, opened, id);
CREATE INDEX alarm_of ON public.alarm USING btree (workspace_id, subject_kind, subject, opened);
CREATE INDEX alarm_updated ON public.alarm USING btree (workspace_id, updated);
CREATE UNIQUE INDEX alarm_open ON public.alarm USING btree (workspace_id, subject_kind, subject) WHERE (ended IS NULL);

create table alarm_hour (
  workspace_id uuid not null,
  subject_kind text not null,
  subject text not null,
  hour timestamp with time zone not null,
  count integer not null,
  negative integer not null,
  toxic integer not null,
  reach bigint not null,
  authors integer not null,
  sketch bytea,
  PRIMARY KEY (workspace_id, subject_kind, subject, hour),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((subject_kind = ANY (ARRAY['alert'::text, 'channel'::text, 'topic'::text])))
);

create table alarm_note (
  workspace_id uuid not null,
  alarm_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null default now(),
  member_id uuid not null,
  text text not null,
  PRIMARY KEY (workspace_id, alarm_id, id),
  FOREIGN KEY (workspace_id, alarm_id) REFERENCES alarm(workspace_id, id),
  CHECK ((text <> ''::text))
);

create table alarm_watch (
  workspace_id uuid not null,
  subject_kind text not null,
  subject text not null,
  due timestamp with time zone not null,
  query text,
  state jsonb,
  hushed integer,
  PRIMARY KEY (workspace_id, subject_kind, subject),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((subject_kind = ANY (ARRAY['alert'::text, 'channel'::text, 'account'::text, 'topic'::text])))
);
CREATE INDEX alarm_watch_due ON public.alarm_watch USING btree (workspace_id, due);

create table alert (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  query text not null,
  inbox boolean not null default false,
  kind text not null,
  paused boolean not null default false,
  position integer not null,
  created timestamp with time zone not null default now(),
  created_by uuid,
  linked_query text,
  linked_from timestamp with time zone,
  terms_version integer not null default 0,
  folder text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((kind = ANY (ARRAY['brand'::text, 'competitor'::text, 'topic'::text, 'tally'::text]))),
  CHECK ((name <> ''::text)),
  CHECK ((query <> ''::text))
);
CREATE UNIQUE INDEX alert_order ON public.alert USING btree (workspace_id, "position", id);

create table alert_rejection (
  workspace_id uuid not null,
  alert_id uuid not null,
  activity_id uuid not null,
  at timestamp with time zone not null default now(),
  by_user uuid,
  PRIMARY KEY (workspace_id, alert_id, activity_id),
  FOREIGN KEY (workspace_id, alert_id) REFERENCES alert(workspace_id, id) ON DELETE CASCADE
);

create table analyser (
  workspace_id uuid not null,
  enabled boolean not null,
  url text not null,
  model text not null,
  sealed_key text,
  currency text not null,
  price_in double precision not null,
  price_out double precision not null,
  cap_micros bigint not null,
  cap_tokens bigint not null,
  private boolean not null,
  changed timestamp with time zone not null,
  drafts boolean not null default false,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  CHECK ((cap_micros >= 0)),
  CHECK ((cap_tokens >= 0)),
  CHECK ((price_in >= (0)::double precision)),
  CHECK ((price_out >= (0)::double precision))
);

create table analyser_month (
  workspace_id uuid not null,
  month date not null,
  currency text not null,
  micros bigint not null,
  tokens bigint not null,
  calls integer not null,
  PRIMARY KEY (workspace_id, month, currency),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);

create table answer_draft (
  workspace_id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  id uuid not null,
  version integer not null,
  body jsonb not null,
  shared boolean not null,
  taken_from uuid,
  updated timestamp with time zone not null,
  PRIMARY KEY (workspace_id, conversation_id, member_id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX answer_draft_updated ON public.answer_draft USING btree (workspace_id, updated);

create table answer_pair (
  workspace_id uuid not null,
  answer_id uuid not null,
  question_id uuid not null,
  channel text not null,
  asker text not null,
  lang text not null,
  visibility text not null,
  at timestamp with time zone not null,
  terms integer[] not null,
  unhappy boolean not null default false,
  thanked boolean not null default false,
  PRIMARY KEY (workspace_id, answer_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  CHECK ((visibility = ANY (ARRAY['public'::text, 'private'::text])))
);
CREATE INDEX answer_pair_asker ON public.answer_pair USING btree (workspace_id, channel, asker, at);
CREATE INDEX answer_pair_oldest ON public.answer_pair USING btree (workspace_id, at, answer_id);
CREATE INDEX answer_pair_question ON public.answer_pair USING btree (workspace_id, question_id);
CREATE INDEX answer_pair_terms ON public.answer_pair USING gin (workspace_id, terms);

create table answer_term (
  workspace_id uuid not null,
  term integer not null,
  pairs integer not null,
  PRIMARY KEY (workspace_id, term),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);

create table api_key (
  workspace_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  name text not null,
  prefix text not null,
  token_hash text not null,
  permissions text[] not null,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE
);

create table app_account (
  id uuid not null,
  user_id uuid not null,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  UNIQUE (provider_id, account_id),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE
);
CREATE INDEX app_account_user ON public.app_account USING btree (user_id);

create table app_passkey (
  id uuid not null,
  user_id uuid not null,
  name text,
  public_key text not null,
  credential_id text not null,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamp with time zone default now(),
  UNIQUE (credential_id),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE
);
CREATE INDEX app_passkey_user ON public.app_passkey USING btree (user_id);

create table app_rate_limit (
  id uuid not null,
  key text not null,
  count integer not null,
  last_request bigint not null,
  UNIQUE (key),
  PRIMARY KEY (id)
);

create table app_session (
  id uuid not null,
  user_id uuid not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  UNIQUE (token),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE
);
CREATE INDEX app_session_user ON public.app_session USING btree (user_id);

create table app_two_factor (
  id uuid not null,
  user_id uuid not null,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamp with time zone,
  used_codes text[] not null default '{}'::text[],
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE
);
CREATE INDEX app_two_factor_user ON public.app_two_factor USING btree (user_id);

create table app_user (
  id uuid not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  locale text,
  theme text not null default 'auto'::text,
  time_zone text,
  two_factor_enabled boolean not null default false,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  veil text not null default 'harsh'::text,
  UNIQUE (email),
  PRIMARY KEY (id),
  CHECK ((email = lower(email))),
  CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text]))),
  CHECK ((theme = ANY (ARRAY['light'::text, 'dark'::text, 'auto'::text]))),
  CHECK ((veil = ANY (ARRAY['off'::text, 'harsh'::text, 'strict'::text])))
);

create table app_verification (
  id uuid not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  PRIMARY KEY (id)
);
CREATE INDEX app_verification_identifier ON public.app_verification USING btree (identifier);

create table approval (
  workspace_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  conversation_id uuid,
  target_id uuid,
  state text not null,
  reasons jsonb not null,
  approvers uuid[] not null,
  editor_may boolean not null,
  done boolean not null default false,
  by_member uuid,
  by_key uuid,
  editor uuid,
  hash text not null,
  assigned uuid,
  asked timestamp with time zone not null,
  expires timestamp with time zone not null,
  remind_at timestamp with time zone,
  round integer not null default 1,
  untold boolean not null default true,
  handed_by uuid,
  decided timestamp with time zone,
  decided_by uuid,
  via text,
  reason text,
  changed boolean not null default false,
  named boolean not null default false,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id) ON DELETE CASCADE,
  CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text, 'expired'::text]))),
  CHECK ((via = ANY (ARRAY['app'::text, 'mail'::text])))
);
CREATE INDEX approval_decided ON public.approval USING btree (workspace_id, decided) WHERE (decided IS NOT NULL);
CREATE INDEX approval_delivery ON public.approval USING btree (workspace_id, delivery_id, id);
CREATE INDEX approval_due ON public.approval USING btree (workspace_id, expires) WHERE (state = 'waiting'::text);
CREATE INDEX approval_talk ON public.approval USING btree (workspace_id, conversation_id, id);
CREATE INDEX approval_untold ON public.approval USING btree (workspace_id, id) WHERE untold;
CREATE UNIQUE INDEX approval_waiting ON public.approval USING btree (workspace_id, delivery_id) WHERE (state = 'waiting'::text);

create table approval_link (
  workspace_id uuid not null,
  id uuid not null,
  approval_id uuid not null,
  member_id uuid not null,
  hash text not null,
  token text not null,
  expires timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, approval_id) REFERENCES approval(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX approval_link_of ON public.approval_link USING btree (workspace_id, approval_id, member_id);

create table approval_setting (
  workspace_id uuid not null,
  revision integer not null,
  rules jsonb not null,
  changed timestamp with time zone not null,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table approval_version (
  workspace_id uuid not null,
  approval_id uuid not null,
  n integer not null,
  text text not null,
  by_member uuid,
  at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, approval_id, n),
  FOREIGN KEY (workspace_id, approval_id) REFERENCES approval(workspace_id, id) ON DELETE CASCADE
);

create table assignee (
  workspace_id uuid not null,
  member_id uuid not null,
  skills text[] not null,
  langs text[] not null,
  capacity integer,
  hours jsonb not null,
  away_from timestamp with time zone,
  away_until timestamp with time zone,
  PRIMARY KEY (workspace_id, member_id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE,
  CHECK ((capacity > 0))
);

create table assignee_group (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  members uuid[] not null,
  UNIQUE (workspace_id, name),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);

create table assignment_rule (
  workspace_id uuid not null,
  id uuid not null,
  place integer not null,
  name text not null,
  enabled boolean not null,
  when jsonb not null,
  give jsonb not null,
  changed timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);

create table assignment_turn (
  workspace_id uuid not null,
  rule_id uuid not null,
  member_id uuid not null,
  turn bigint not null,
  PRIMARY KEY (workspace_id, rule_id, member_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);

create table assignment_wait (
  workspace_id uuid not null,
  conversation_id uuid not null,
  since timestamp with time zone not null,
  PRIMARY KEY (workspace_id, conversation_id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id) ON DELETE CASCADE
);

create table attachment (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  media_type text not null,
  size integer not null,
  width integer,
  height integer,
  sha256 bytea not null,
  bytes bytea not null,
  touched timestamp with time zone not null default now(),
  UNIQUE (workspace_id, sha256, name),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table attachment_use (
  workspace_id uuid not null,
  attachment_id uuid not null,
  used_by uuid not null,
  PRIMARY KEY (workspace_id, attachment_id, used_by),
  FOREIGN KEY (workspace_id, attachment_id) REFERENCES attachment(workspace_id, id)
);
CREATE INDEX attachment_use_by ON public.attachment_use USING btree (workspace_id, used_by);

create table audit_entry (
  workspace_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null default now(),
  user_id uuid,
  key_id uuid,
  who text,
  action text not null,
  target text not null,
  detail jsonb not null default '{}'::jsonb,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table call_back (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  visitor_id uuid not null,
  activity_id uuid not null,
  starts timestamp with time zone not null,
  wall text not null,
  zone text not null,
  minutes integer not null,
  seat integer not null,
  name text not null,
  phone text not null,
  about text not null,
  state text not null,
  outcome text,
  member_id uuid,
  changed timestamp with time zone not null,
  team_due timestamp with time zone,
  remind_due timestamp with time zone,
  reminded timestamp with time zone,
  reminder text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, visitor_id) REFERENCES site_visitor(workspace_id, id) ON DELETE CASCADE,
  CHECK ((minutes > 0)),
  CHECK ((reminder = ANY (ARRAY['sent'::text, 'failed'::text, 'unknown'::text]))),
  CHECK ((seat >= 0)),
  CHECK ((state = ANY (ARRAY['booked'::text, 'cancelled'::text, 'done'::text, 'missed'::text])))
);
CREATE INDEX call_back_day ON public.call_back USING btree (workspace_id, starts);
CREATE INDEX call_back_remind ON public.call_back USING btree (workspace_id, remind_due) WHERE (remind_due IS NOT NULL);
CREATE INDEX call_back_reminded ON public.call_back USING btree (workspace_id, reminded) WHERE (reminded IS NOT NULL);
CREATE INDEX call_back_team ON public.call_back USING btree (workspace_id, team_due) WHERE (team_due IS NOT NULL);
CREATE INDEX call_back_visitor ON public.call_back USING btree (workspace_id, visitor_id);
CREATE UNIQUE INDEX call_back_seat ON public.call_back USING btree (workspace_id, account_id, starts, seat) WHERE (state = 'booked'::text);

create table channel_account (
  workspace_id uuid not null,
  id uuid not null,
  channel text not null,
  name text not null,
  config jsonb not null,
  sealed_secrets text,
  paused boolean not null default false,
  inbox boolean not null default false,
  connected boolean not null default true,
  cursor text,
  head timestamp with time zone,
  failure jsonb,
  failures integer not null default 0,
  status jsonb,
  last_exchange timestamp with time zone,
  last_activity timestamp with time zone,
  next_pull timestamp with time zone,
  created timestamp with time zone not null default now(),
  sealed_credential text,
  credential_expires timestamp with time zone,
  credential_given timestamp with time zone,
  profile jsonb,
  quotas jsonb not null default '{}'::jsonb,
  rehearsal boolean not null default false,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE INDEX channel_account_due ON public.channel_account USING btree (workspace_id, next_pull);

create table charter (
  workspace_id uuid not null,
  draft jsonb not null,
  revision integer not null,
  changed timestamp with time zone not null,
  changed_by uuid not null,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table charter_version (
  workspace_id uuid not null,
  version integer not null,
  content jsonb not null,
  published timestamp with time zone not null,
  published_by uuid not null,
  PRIMARY KEY (workspace_id, version),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table conversation (
  workspace_id uuid not null,
  id uuid not null,
  channel text not null,
  account_id uuid,
  thread_key text not null,
  visibility text not null,
  author_id text not null,
  author_name text,
  author_handle text,
  author_avatar text,
  person_id uuid,
  title text,
  snippet text not null,
  status text not null,
  assignee_id uuid,
  labels text[] not null default '{}'::text[],
  alerts uuid[] not null default '{}'::uuid[],
  priority smallint not null,
  sentiment text not null,
  lang text not null,
  messages integer not null default 0,
  notes integer not null default 0,
  first_at timestamp with time zone not null,
  first_answer_at timestamp with time zone,
  last_at timestamp with time zone not null,
  last_activity_id uuid not null,
  waiting_since timestamp with time zone,
  snoozed_until timestamp with time zone,
  priority_reasons jsonb not null default '[]'::jsonb,
  review boolean not null default false,
  merged_into uuid,
  split_to uuid,
  merged jsonb,
  UNIQUE (workspace_id, channel, thread_key),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((status = ANY (ARRAY['open'::text, 'snoozed'::text, 'done'::text, 'merged'::text]))),
  CHECK ((visibility = ANY (ARRAY['public'::text, 'private'::text])))
);
CREATE INDEX conversation_first ON public.conversation USING btree (workspace_id, first_at);
CREATE INDEX conversation_list ON public.conversation USING btree (workspace_id, status, last_at DESC, id DESC);
CREATE INDEX conversation_merged ON public.conversation USING btree (workspace_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX conversation_mine ON public.conversation USING btree (workspace_id, assignee_id, status, last_at DESC, id DESC);
CREATE INDEX conversation_person ON public.conversation USING btree (workspace_id, person_id, last_at DESC) WHERE (person_id IS NOT NULL);
CREATE INDEX conversation_pressing ON public.conversation USING btree (workspace_id, (
CASE
    WHEN (waiting_since IS NULL) THEN (('100000000000'::bigint)::double precision - (EXTRACT(epoch FROM (last_at - '1970-01-01 00:00:00+00'::timestamp with time zone)))::double precision)
    ELSE ((EXTRACT(epoch FROM (waiting_since - '1970-01-01 00:00:00+00'::timestamp with time zone)))::double precision - ((priority * 720))::double precision)
END), id) WHERE (status = 'open'::text);
CREATE INDEX conversation_pressing_private ON public.conversation USING btree (workspace_id, (
CASE
    WHEN (waiting_since IS NULL) THEN (('100000000000'::bigint)::double precision - (EXTRACT(epoch FROM (last_at - '1970-01-01 00:00:00+00'::timestamp with time zone)))::double precision)
    ELSE ((EXTRACT(epoch FROM (waiting_since - '1970-01-01 00:00:00+00'::timestamp with time zone)))::double precision - ((priority * 720))::double precision)
END), id) WHERE ((status = 'open'::text) AND (visibility = 'private'::text));
CREATE INDEX conversation_pressing_review ON public.conversation USING btree (workspace_id, (
CASE
    WHEN (waiting_since IS NULL) THEN (('100000000000'::bigint)::double precision - (EXTRACT(epoch FROM (last_at - '1970-01-01 00:00:00+00'::timestamp with time zone)))::double precision)
    ELSE ((EXTRACT(epoch FROM (waiting_since - '1970-01-01 00:00:00+00'::timestamp with time zone)))::double precision - ((priority * 720))::double precision)
END), id) WHERE ((status = 'open'::text) AND review);
CREATE INDEX conversation_sets ON public.conversation USING gin (workspace_id, alerts, labels);
CREATE INDEX conversation_snoozed ON public.conversation USING btree (workspace_id, snoozed_until) WHERE (status = 'snoozed'::text);
CREATE INDEX conversation_waiting ON public.conversation USING btree (workspace_id, waiting_since, id) WHERE ((waiting_since IS NOT NULL) AND (status = 'open'::text));

create table conversation_counter (
  workspace_id uuid not null,
  status text not null,
  assignee_id uuid not null,
  count bigint not null,
  PRIMARY KEY (workspace_id, status, assignee_id)
);

create table conversation_event (
  workspace_id uuid not null,
  conversation_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  member_id uuid,
  what text not null,
  value text,
  about uuid,
  detail jsonb,
  home uuid,
  PRIMARY KEY (workspace_id, conversation_id, at, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX conversation_event_at ON public.conversation_event USING btree (workspace_id, at);

create table conversation_item (
  workspace_id uuid not null,
  conversation_id uuid not null,
  published timestamp with time zone not null,
  activity_id uuid not null,
  home uuid,
  PRIMARY KEY (workspace_id, conversation_id, published, activity_id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX conversation_item_of ON public.conversation_item USING btree (workspace_id, activity_id);

create table conversation_mention (
  workspace_id uuid not null,
  member_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  note_id uuid not null,
  by_member uuid not null,
  at timestamp with time zone not null,
  read timestamp with time zone,
  PRIMARY KEY (workspace_id, member_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX conversation_mention_of ON public.conversation_mention USING btree (workspace_id, conversation_id);
CREATE INDEX conversation_mention_unread ON public.conversation_mention USING btree (workspace_id, member_id) WHERE (read IS NULL);

create table conversation_note (
  workspace_id uuid not null,
  conversation_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  member_id uuid not null,
  text text not null,
  home uuid,
  PRIMARY KEY (workspace_id, conversation_id, at, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX conversation_note_words ON public.conversation_note USING gin (workspace_id, to_tsvector('simple'::regconfig, translate(lower(text), 'àâäáãåçéèêëíîïìñóôöòõúùûüÿ'::text, 'aaaaaaceeeeiiiinooooouuuuy'::text)));

create unlogged table conversation_viewer (
  workspace_id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  tab uuid not null,
  until timestamp with time zone not null,
  writing_until timestamp with time zone,
  PRIMARY KEY (workspace_id, conversation_id, member_id, tab)
);
CREATE INDEX conversation_viewer_until ON public.conversation_viewer USING btree (workspace_id, until);

create table correction (
  workspace_id uuid not null,
  id uuid not null,
  activity_id uuid not null,
  mark text not null,
  was jsonb not null,
  now jsonb,
  model text not null,
  lang text not null,
  member_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX correction_activity ON public.correction USING btree (workspace_id, activity_id, id);

create table courtesy_manners (
  workspace_id uuid not null,
  revision integer not null,
  manners jsonb not null,
  by_person boolean not null default false,
  changed timestamp with time zone not null,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table courtesy_told (
  workspace_id uuid not null,
  activity_id uuid not null,
  at timestamp with time zone not null,
  channel text not null,
  conversation_id uuid,
  member_id uuid,
  question_id uuid,
  asker text,
  score smallint,
  asked smallint not null,
  present smallint not null,
  advice text[] not null,
  took text,
  took_at timestamp with time zone,
  rules text not null,
  PRIMARY KEY (workspace_id, activity_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((took = ANY (ARRAY['thanked'::text, 'neutral'::text, 'unhappy'::text])))
);
CREATE INDEX courtesy_told_asker ON public.courtesy_told USING btree (workspace_id, asker, at);
CREATE INDEX courtesy_told_at ON public.courtesy_told USING btree (workspace_id, at);
CREATE INDEX courtesy_told_question ON public.courtesy_told USING btree (workspace_id, question_id);
CREATE INDEX courtesy_told_rules ON public.courtesy_told USING btree (workspace_id, rules, at);

create table customer_owner (
  workspace_id uuid not null,
  person_id uuid not null,
  member_id uuid not null,
  PRIMARY KEY (workspace_id, person_id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, person_id) REFERENCES person(workspace_id, id) ON DELETE CASCADE
);

create table delivery (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  channel text not null,
  act text not null,
  lane text not null,
  turn integer not null,
  state text not null,
  at timestamp with time zone not null,
  due timestamp with time zone not null,
  next_try timestamp with time zone,
  tries integer not null default 0,
  first_try timestamp with time zone,
  last_try timestamp with time zone,
  begun boolean not null default false,
  in_doubt boolean not null default false,
  claim integer,
  lease timestamp with time zone,
  draft jsonb,
  target jsonb,
  target_id uuid,
  conversation_id uuid,
  by_member uuid,
  failure jsonb,
  url text,
  external_id text,
  activity_id uuid,
  sent_at timestamp with time zone,
  cleared bytea,
  by_key uuid,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX delivery_account ON public.delivery USING btree (workspace_id, account_id, id);
CREATE INDEX delivery_at ON public.delivery USING btree (workspace_id, at) WHERE (act = 'reply'::text);
CREATE INDEX delivery_attention ON public.delivery USING btree (workspace_id, state, id) WHERE (state <> 'sent'::text);
CREATE INDEX delivery_author ON public.delivery USING btree (workspace_id, by_member) WHERE ((state = 'sent'::text) AND (act = 'reply'::text));
CREATE INDEX delivery_conversation ON public.delivery USING btree (workspace_id, conversation_id, id) WHERE (conversation_id IS NOT NULL);
CREATE INDEX delivery_due ON public.delivery USING btree (workspace_id, account_id, next_try, id) WHERE (state = 'waiting'::text);
CREATE INDEX delivery_leaving ON public.delivery USING btree (workspace_id, account_id, lease) WHERE (state = 'sending'::text);
CREATE INDEX delivery_open ON public.delivery USING btree (workspace_id, account_id, lane, turn) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text, 'unknown'::text]));
CREATE INDEX delivery_published ON public.delivery USING btree (workspace_id, activity_id) WHERE ((act = 'publish'::text) AND (activity_id IS NOT NULL));
CREATE INDEX delivery_reply ON public.delivery USING btree (workspace_id, activity_id) WHERE ((act = 'reply'::text) AND (activity_id IS NOT NULL));
CREATE INDEX delivery_target ON public.delivery USING btree (workspace_id, target_id, id) WHERE (target_id IS NOT NULL);

create table delivery_log (
  workspace_id uuid not null,
  delivery_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null default clock_timestamp(),
  what text not null,
  detail text,
  member_id uuid,
  PRIMARY KEY (workspace_id, delivery_id, id)
);

create table escalation (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  service_id uuid not null,
  reason_id uuid not null,
  state text not null,
  round integer not null,
  member_id uuid not null,
  timing jsonb not null,
  question text not null,
  values jsonb not null,
  customer text,
  shared uuid[] not null,
  masked boolean not null,
  files uuid[] not null,
  snoozes boolean not null,
  again boolean not null,
  created timestamp with time zone not null,
  due timestamp with time zone not null,
  expires timestamp with time zone not null,
  step integer not null,
  next_step timestamp with time zone,
  first_answer timestamp with time zone,
  closed timestamp with time zone,
  closed_by text,
  told timestamp with time zone,
  issue jsonb,
  issue_look timestamp with time zone,
  issue_standing text,
  issue_read timestamp with time zone,
  issue_heard timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, service_id) REFERENCES service(workspace_id, id) ON DELETE CASCADE,
  CHECK ((closed_by = ANY (ARRAY['service'::text, 'member'::text, 'tool'::text]))),
  CHECK ((issue_standing = ANY (ARRAY['open'::text, 'done'::text, 'refused'::text]))),
  CHECK ((state = ANY (ARRAY['sent'::text, 'seen'::text, 'answered'::text, 'asked_back'::text, 'solved'::text, 'refused'::text, 'withdrawn'::text, 'expired'::text])))
);
CREATE INDEX escalation_conversation ON public.escalation USING btree (workspace_id, conversation_id);
CREATE INDEX escalation_created ON public.escalation USING btree (workspace_id, created);
CREATE INDEX escalation_issue ON public.escalation USING btree (workspace_id, issue_look) WHERE (issue_look IS NOT NULL);
CREATE INDEX escalation_number ON public.escalation USING btree (workspace_id, service_id, ((issue ->> 'number'::text))) WHERE (issue IS NOT NULL);
CREATE INDEX escalation_service ON public.escalation USING btree (workspace_id, service_id, created);
CREATE INDEX escalation_step ON public.escalation USING btree (workspace_id, next_step) WHERE (next_step IS NOT NULL);

create table escalation_entry (
  workspace_id uuid not null,
  escalation_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  member_id uuid,
  email text,
  text text,
  files uuid[] not null,
  via text not null,
  author text,
  url text,
  edited timestamp with time zone,
  gone timestamp with time zone,
  earlier jsonb,
  PRIMARY KEY (workspace_id, escalation_id, id),
  FOREIGN KEY (workspace_id, escalation_id) REFERENCES escalation(workspace_id, id) ON DELETE CASCADE,
  CHECK ((via = ANY (ARRAY['app'::text, 'page'::text, 'mail'::text, 'tool'::text, 'clock'::text])))
);

create table escalation_leg (
  workspace_id uuid not null,
  id uuid not null,
  escalation_id uuid not null,
  subject text not null,
  kind text not null,
  what text not null,
  email text,
  entry_id uuid,
  created timestamp with time zone not null,
  state text not null,
  tries integer not null default 0,
  next_try timestamp with time zone not null,
  lease timestamp with time zone,
  handed timestamp with time zone,
  words text,
  UNIQUE (workspace_id, escalation_id, subject),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, escalation_id) REFERENCES escalation(workspace_id, id) ON DELETE CASCADE,
  CHECK ((kind = ANY (ARRAY['mail'::text, 'issue'::text]))),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unknown'::text, 'dropped'::text])))
);
CREATE INDEX escalation_leg_due ON public.escalation_leg USING btree (workspace_id, next_try) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));

create table escalation_link (
  workspace_id uuid not null,
  id uuid not null,
  escalation_id uuid not null,
  email text not null,
  tokens text[] not null,
  expires timestamp with time zone not null,
  revoked timestamp with time zone,
  used timestamp with time zone,
  asked timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, escalation_id) REFERENCES escalation(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX escalation_link_of ON public.escalation_link USING btree (workspace_id, escalation_id);

create table exchange (
  workspace_id uuid not null,
  id uuid not null,
  activity_id uuid not null,
  kind text not null,
  direction text not null,
  name text not null,
  contact text not null,
  at timestamp with time zone not null,
  minutes integer,
  outcome text not null,
  note text not null,
  next_at timestamp with time zone,
  member_id uuid not null,
  version integer not null default 1,
  changed timestamp with time zone not null,
  UNIQUE (workspace_id, activity_id),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  CHECK ((kind = ANY (ARRAY['phone'::text, 'letter'::text]))),
  CHECK ((minutes >= 0))
);

create table exchange_outcome (
  workspace_id uuid not null,
  outcomes text[] not null,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);

create table exchange_version (
  workspace_id uuid not null,
  exchange_id uuid not null,
  version integer not null,
  at timestamp with time zone not null,
  member_id uuid not null,
  was jsonb not null,
  PRIMARY KEY (workspace_id, exchange_id, version),
  FOREIGN KEY (workspace_id, exchange_id) REFERENCES exchange(workspace_id, id) ON DELETE CASCADE
);

create table hand_over (
  workspace_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  from_member uuid not null,
  by_member uuid,
  moved jsonb not null,
  undone timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);

create table history_cut (
  workspace_id uuid not null,
  version integer not null,
  published timestamp with time zone,
  activity_id uuid,
  done boolean not null,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table hook_delivery (
  workspace_id uuid not null,
  account_id uuid not null,
  delivery_id text not null,
  received timestamp with time zone not null default now(),
  PRIMARY KEY (workspace_id, account_id, delivery_id)
);

create table idempotency_key (
  workspace_id uuid not null,
  member_id uuid not null,
  key text not null,
  request_hash text not null,
  created_at timestamp with time zone not null default now(),
  status integer,
  content_type text,
  body text,
  PRIMARY KEY (workspace_id, member_id, key),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX idempotency_key_age ON public.idempotency_key USING btree (workspace_id, created_at);

create table import (
  workspace_id uuid not null,
  id uuid not null,
  file_name text not null,
  format text not null,
  bytes bigint not null,
  encoding jsonb not null,
  columns jsonb not null,
  sheets jsonb not null,
  mapping jsonb not null,
  options jsonb not null,
  given jsonb not null default '{}'::jsonb,
  known text,
  doubts jsonb not null,
  preview jsonb not null,
  state text not null default 'ready'::text,
  phase text,
  checked boolean not null default false,
  runner uuid,
  place bigint not null default 0,
  bytes_read bigint not null default 0,
  rows bigint not null default 0,
  imported bigint not null default 0,
  duplicates bigint not null default 0,
  errors bigint not null default 0,
  summary jsonb,
  seconds_left integer,
  failure jsonb,
  file_kept boolean not null default true,
  created_by uuid,
  created timestamp with time zone not null default now(),
  touched timestamp with time zone not null default now(),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text, 'jsonl'::text]))),
  CHECK ((phase = ANY (ARRAY['checking'::text, 'importing'::text, 'removing'::text]))),
  CHECK ((state = ANY (ARRAY['ready'::text, 'running'::text, 'cancelled'::text, 'failed'::text, 'done'::text])))
);
CREATE INDEX import_unfinished ON public.import USING btree (workspace_id, id) WHERE (phase IS NOT NULL);

create table import_batch (
  workspace_id uuid not null,
  import_id uuid not null,
  place bigint not null,
  activity_ids uuid[] not null,
  PRIMARY KEY (workspace_id, import_id, place),
  FOREIGN KEY (workspace_id, import_id) REFERENCES import(workspace_id, id) ON DELETE CASCADE
);

create table import_error (
  workspace_id uuid not null,
  import_id uuid not null,
  place bigint not null,
  line bigint not null,
  column_name text,
  reason text not null,
  length integer not null,
  values jsonb,
  PRIMARY KEY (workspace_id, import_id, place),
  FOREIGN KEY (workspace_id, import_id) REFERENCES import(workspace_id, id) ON DELETE CASCADE
);

create table inbox_view (
  workspace_id uuid not null,
  id uuid not null,
  owner_id uuid,
  name text not null,
  filter jsonb not null,
  sort text not null,
  place integer not null,
  deleted timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, owner_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE
);

create table ingest_counter (
  workspace_id uuid not null,
  account_id uuid not null,
  hour timestamp with time zone not null,
  reason text not null,
  count bigint not null,
  PRIMARY KEY (workspace_id, account_id, hour, reason)
);

create table invitation (
  workspace_id uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  token_hash text not null,
  invited_by uuid not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  CHECK ((email = lower(email)))
);

create table kysely_migration (
  name character varying(255) not null,
  timestamp character varying(255) not null,
  PRIMARY KEY (name)
);

create table kysely_migration_lock (
  id character varying(255) not null,
  is_locked integer not null default 0,
  PRIMARY KEY (id)
);

create table member (
  workspace_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  role text not null,
  created_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone,
  chosen_at timestamp with time zone,
  left_at timestamp with time zone,
  UNIQUE (workspace_id, user_id),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'agent'::text, 'approver'::text, 'analyst'::text, 'guest'::text])))
);
CREATE INDEX member_user ON public.member USING btree (user_id);

create table model_draft (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  model text not null,
  host text not null,
  shown uuid[] not null,
  wish text not null,
  state text not null,
  failure text,
  text text not null,
  masked text not null,
  tokens integer not null,
  micros bigint not null,
  currency text not null,
  exact boolean not null,
  at timestamp with time zone not null,
  ended timestamp with time zone,
  used timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id) ON DELETE CASCADE,
  CHECK ((state = ANY (ARRAY['asked'::text, 'told'::text, 'failed'::text, 'stopped'::text])))
);
CREATE INDEX model_draft_conversation ON public.model_draft USING btree (workspace_id, conversation_id, id);

create table moderation_act (
  workspace_id uuid not null,
  id uuid not null,
  activity_id uuid not null,
  conversation_id uuid,
  channel text not null,
  actor_id text,
  kind text not null,
  state text not null,
  scope text not null,
  account_id uuid,
  charter_version integer not null,
  rule_id text not null,
  mark_in text not null,
  mark_start integer not null,
  mark_end integer not null,
  critical text,
  proposed_by uuid not null,
  proposed timestamp with time zone not null,
  decided_by uuid,
  decided timestamp with time zone,
  done timestamp with time zone,
  restored_by uuid,
  restored timestamp with time zone,
  restored_why text,
  note text,
  act_delivery uuid,
  undo_delivery uuid,
  notice_delivery uuid,
  notice_state text not null,
  notice_lang text not null,
  notice_text text,
  edited timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  FOREIGN KEY (workspace_id, charter_version) REFERENCES charter_version(workspace_id, version),
  CHECK (((critical IS NULL) OR (state <> ALL (ARRAY['done'::text, 'restored'::text])) OR ((decided_by IS NOT NULL) AND (decided_by <> proposed_by)))),
  CHECK (((mark_start >= 0) AND (mark_end > mark_start))),
  CHECK (((state <> 'restored'::text) OR ((restored_by IS NOT NULL) AND (restored IS NOT NULL) AND (restored_why IS NOT NULL)))),
  CHECK (((state <> ALL (ARRAY['done'::text, 'restored'::text])) OR (done IS NOT NULL))),
  CHECK ((kind = ANY (ARRAY['blur'::text, 'hide'::text, 'mute'::text, 'block'::text]))),
  CHECK ((mark_in = ANY (ARRAY['text'::text, 'title'::text]))),
  CHECK ((notice_lang = ANY (ARRAY['fr'::text, 'en'::text]))),
  CHECK ((notice_state = ANY (ARRAY['later'::text, 'sent'::text, 'unreachable'::text]))),
  CHECK ((restored_why = ANY (ARRAY['appeal'::text, 'team'::text]))),
  CHECK ((scope = ANY (ARRAY['network'::text, 'here'::text]))),
  CHECK ((state = ANY (ARRAY['proposed'::text, 'done'::text, 'refused'::text, 'withdrawn'::text, 'restored'::text])))
);
CREATE INDEX moderation_act_activity ON public.moderation_act USING btree (workspace_id, activity_id);
CREATE INDEX moderation_act_state ON public.moderation_act USING btree (workspace_id, state, id);
CREATE UNIQUE INDEX moderation_act_once ON public.moderation_act USING btree (workspace_id, activity_id, kind) WHERE (state = ANY (ARRAY['proposed'::text, 'done'::text]));

create table moderation_appeal (
  workspace_id uuid not null,
  act_id uuid not null,
  token_hash text not null,
  expires timestamp with time zone not null,
  sealed text,
  statements integer not null default 0,
  filed timestamp with time zone,
  state text not null,
  decided_by uuid,
  decided timestamp with time zone,
  answer text,
  PRIMARY KEY (workspace_id, act_id),
  FOREIGN KEY (workspace_id, act_id) REFERENCES moderation_act(workspace_id, id),
  CHECK (((state <> ALL (ARRAY['granted'::text, 'dismissed'::text])) OR ((decided_by IS NOT NULL) AND (decided IS NOT NULL)))),
  CHECK (((state = 'open'::text) OR (filed IS NOT NULL))),
  CHECK ((state = ANY (ARRAY['open'::text, 'filed'::text, 'granted'::text, 'dismissed'::text])))
);
CREATE INDEX moderation_appeal_filed ON public.moderation_appeal USING btree (workspace_id, filed) WHERE (state = 'filed'::text);

create table moderation_archive (
  workspace_id uuid not null,
  act_id uuid not null,
  sealed text,
  kept timestamp with time zone not null,
  until timestamp with time zone not null,
  gone timestamp with time zone,
  gone_why text,
  PRIMARY KEY (workspace_id, act_id),
  FOREIGN KEY (workspace_id, act_id) REFERENCES moderation_act(workspace_id, id),
  CHECK (((sealed IS NULL) = (gone IS NOT NULL))),
  CHECK ((gone_why = ANY (ARRAY['retention'::text, 'erasure'::text])))
);
CREATE INDEX moderation_archive_until ON public.moderation_archive USING btree (workspace_id, until) WHERE (sealed IS NOT NULL);

create table moderation_item (
  workspace_id uuid not null,
  activity_id uuid not null,
  kind text not null,
  severity smallint not null,
  doubt smallint not null,
  wave uuid,
  blind boolean not null,
  revision integer not null default 1,
  words text not null,
  state text not null default 'waiting'::text,
  came timestamp with time zone not null,
  settled timestamp with time zone,
  claimed_by uuid,
  claimed_until timestamp with time zone,
  PRIMARY KEY (workspace_id, activity_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK (((doubt >= 0) AND (doubt <= 1000))),
  CHECK (((state = 'settled'::text) = (settled IS NOT NULL))),
  CHECK ((kind = ANY (ARRAY['insult'::text, 'hate'::text, 'threat'::text, 'sexual'::text, 'spam'::text, 'private'::text]))),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'second'::text, 'split'::text, 'settled'::text])))
);
CREATE INDEX moderation_item_claimed ON public.moderation_item USING btree (workspace_id, claimed_by) WHERE (claimed_by IS NOT NULL);
CREATE INDEX moderation_item_doubt ON public.moderation_item USING btree (workspace_id, ((- doubt)), ((- severity)), activity_id) WHERE (state = ANY (ARRAY['waiting'::text, 'second'::text]));
CREATE INDEX moderation_item_severity ON public.moderation_item USING btree (workspace_id, ((- severity)), doubt, activity_id) WHERE (state = ANY (ARRAY['waiting'::text, 'second'::text]));
CREATE INDEX moderation_item_split ON public.moderation_item USING btree (workspace_id, activity_id) WHERE (state = 'split'::text);
CREATE INDEX moderation_item_wave ON public.moderation_item USING btree (workspace_id, wave) WHERE ((wave IS NOT NULL) AND (state = ANY (ARRAY['waiting'::text, 'second'::text])));

create table moderation_setting (
  workspace_id uuid not null,
  blind_share smallint not null,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK (((blind_share >= 0) AND (blind_share <= 100)))
);

create table moderation_trace (
  workspace_id uuid not null,
  activity_id uuid not null,
  at timestamp with time zone not null,
  author integer not null,
  bands integer[] not null,
  sketch integer[] not null,
  PRIMARY KEY (workspace_id, activity_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE INDEX moderation_trace_at ON public.moderation_trace USING btree (workspace_id, at);

create table moderation_verdict (
  workspace_id uuid not null,
  activity_id uuid not null,
  revision integer not null,
  round integer not null,
  member_id uuid not null,
  at timestamp with time zone not null,
  verdict text not null,
  rule_id text,
  blind boolean not null,
  was text not null,
  act_id uuid,
  named boolean not null default false,
  PRIMARY KEY (workspace_id, activity_id, revision, round),
  FOREIGN KEY (workspace_id, activity_id) REFERENCES moderation_item(workspace_id, activity_id) ON DELETE CASCADE,
  CHECK (((verdict = 'act'::text) = (rule_id IS NOT NULL))),
  CHECK ((verdict = ANY (ARRAY['act'::text, 'leave'::text, 'answer'::text, 'second'::text]))),
  CHECK ((was = ANY (ARRAY['waiting'::text, 'second'::text, 'split'::text])))
);
CREATE INDEX moderation_verdict_blind ON public.moderation_verdict USING btree (workspace_id, at) WHERE blind;

create table notice (
  workspace_id uuid not null,
  member_id uuid not null,
  id uuid not null,
  slot text not null,
  ways text[] not null,
  urgent boolean not null default false,
  capped boolean not null default false,
  items integer not null default 0,
  more integer not null default 0,
  due timestamp with time zone not null,
  told timestamp with time zone,
  read timestamp with time zone,
  UNIQUE (workspace_id, member_id, slot),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX notice_due ON public.notice USING btree (workspace_id, due) WHERE (told IS NULL);
CREATE INDEX notice_told ON public.notice USING btree (workspace_id, member_id, told, id) WHERE (told IS NOT NULL);

create table notice_alarm (
  workspace_id uuid not null,
  alarm_id uuid not null,
  level integer not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (workspace_id, alarm_id, level),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);

create table notice_alert (
  workspace_id uuid not null,
  member_id uuid not null,
  alert_id uuid not null,
  ways text[] not null,
  pace text not null,
  PRIMARY KEY (workspace_id, member_id, alert_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE,
  CHECK ((pace = ANY (ARRAY['once'::text, 'hourly'::text, 'morning'::text])))
);

create table notice_choice (
  workspace_id uuid not null,
  member_id uuid not null,
  quiet_from text,
  quiet_to text,
  digest_at text not null,
  alerts jsonb not null,
  alarms jsonb not null,
  mine jsonb not null default '{"pace": "once", "ways": ["app", "push"]}'::jsonb,
  PRIMARY KEY (workspace_id, member_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE
);

create table notice_device (
  workspace_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  endpoint_hash text not null,
  sealed text not null,
  server_key text not null,
  label text not null,
  created timestamp with time zone not null default now(),
  last_told timestamp with time zone,
  refused boolean not null default false,
  UNIQUE (workspace_id, endpoint_hash),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE
);

create table notice_item (
  workspace_id uuid not null,
  member_id uuid not null,
  subject text not null,
  notice_id uuid not null,
  id uuid not null,
  story_id uuid,
  alarm_id uuid,
  activity_id uuid,
  alerts uuid[] not null,
  matter text,
  conversation_id uuid,
  call_id uuid,
  facts jsonb,
  PRIMARY KEY (workspace_id, member_id, subject),
  FOREIGN KEY (workspace_id, notice_id) REFERENCES notice(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX notice_item_of ON public.notice_item USING btree (workspace_id, notice_id, id);

create table notice_leg (
  workspace_id uuid not null,
  notice_id uuid not null,
  id uuid not null,
  way text not null,
  device_id uuid,
  state text not null default 'waiting'::text,
  tries integer not null default 0,
  next_try timestamp with time zone not null,
  lease timestamp with time zone,
  handed timestamp with time zone,
  words text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, notice_id) REFERENCES notice(workspace_id, id) ON DELETE CASCADE,
  CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unknown'::text, 'dropped'::text]))),
  CHECK ((way = ANY (ARRAY['mail'::text, 'push'::text])))
);
CREATE INDEX notice_leg_of ON public.notice_leg USING btree (workspace_id, notice_id);
CREATE INDEX notice_leg_open ON public.notice_leg USING btree (workspace_id, next_try) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));

create table notice_story (
  workspace_id uuid not null,
  id uuid not null,
  activity_id uuid not null,
  sketch bigint[] not null,
  posts integer not null,
  opened timestamp with time zone not null,
  updated timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX notice_story_opened ON public.notice_story USING btree (workspace_id, opened);
CREATE INDEX notice_story_updated ON public.notice_story USING btree (workspace_id, updated);

create table notice_story_key (
  workspace_id uuid not null,
  key bigint not null,
  story_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, key),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX notice_story_key_at ON public.notice_story_key USING btree (workspace_id, at);

create table objective (
  workspace_id uuid not null,
  id uuid not null,
  indicator text not null,
  label text not null,
  target double precision not null,
  due text not null,
  agreed_with text not null,
  position integer not null,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);

create table on_call_call (
  workspace_id uuid not null,
  id uuid not null,
  about text not null,
  subject_id uuid not null,
  facts jsonb not null,
  began timestamp with time zone not null,
  state text not null,
  taken_by uuid,
  ended timestamp with time zone,
  next_at timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((about = ANY (ARRAY['conversation'::text, 'alarm'::text]))),
  CHECK ((state = ANY (ARRAY['calling'::text, 'taken'::text, 'unanswered'::text])))
);
CREATE INDEX on_call_call_next ON public.on_call_call USING btree (workspace_id, next_at) WHERE (state = 'calling'::text);
CREATE UNIQUE INDEX on_call_call_one ON public.on_call_call USING btree (workspace_id, about, subject_id) WHERE (state = 'calling'::text);

create table on_call_setting (
  workspace_id uuid not null,
  minutes integer not null,
  cover text not null,
  hole_told timestamp with time zone,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK (((minutes >= 1) AND (minutes <= 1440))),
  CHECK ((cover = ANY (ARRAY['none'::text, 'outside'::text, 'always'::text])))
);

create table on_call_shift (
  workspace_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  days integer[] not null,
  starts text not null,
  ends text not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE,
  CHECK ((days <> '{}'::integer[])),
  CHECK ((ends ~ '^[0-2][0-9]:[0-5][0-9]$'::text)),
  CHECK ((starts ~ '^[0-2][0-9]:[0-5][0-9]$'::text))
);

create table on_call_told (
  workspace_id uuid not null,
  call_id uuid not null,
  member_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, call_id, member_id),
  FOREIGN KEY (workspace_id, call_id) REFERENCES on_call_call(workspace_id, id) ON DELETE CASCADE
);

create table opinion (
  workspace_id uuid not null,
  id uuid not null,
  activity_id uuid not null,
  model text not null,
  state text not null,
  failure text,
  answer jsonb,
  masked text,
  tokens integer not null,
  micros bigint not null,
  currency text not null,
  exact boolean not null,
  member_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  CHECK ((state = ANY (ARRAY['asked'::text, 'told'::text, 'failed'::text])))
);
CREATE INDEX opinion_activity ON public.opinion USING btree (workspace_id, activity_id, id);

create table outbox_account (
  workspace_id uuid not null,
  account_id uuid not null,
  blocked text,
  wait_until timestamp with time zone,
  failures integer not null default 0,
  served timestamp with time zone not null default '-infinity'::timestamp with time zone,
  PRIMARY KEY (workspace_id, account_id)
);

create table outbox_gate (
  workspace_id uuid not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (workspace_id)
);

create table outbox_stop (
  workspace_id uuid not null,
  at timestamp with time zone not null default now(),
  by_member uuid,
  reason text not null,
  PRIMARY KEY (workspace_id)
);

create table page_task (
  workspace_id uuid not null,
  id uuid not null,
  page_id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  created timestamp with time zone not null,
  changed timestamp with time zone not null,
  assignee_id uuid,
  due timestamp with time zone,
  note text not null default ''::text,
  done timestamp with time zone,
  done_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, page_id) REFERENCES watched_page(workspace_id, id)
);
CREATE INDEX page_task_of ON public.page_task USING btree (workspace_id, page_id, id);
CREATE UNIQUE INDEX page_task_open ON public.page_task USING btree (workspace_id, page_id) WHERE (done IS NULL);

create table page_version (
  workspace_id uuid not null,
  page_id uuid not null,
  id uuid not null,
  seen timestamp with time zone not null,
  title text not null,
  text text not null,
  words integer not null,
  added integer not null,
  removed integer not null,
  share double precision not null,
  PRIMARY KEY (workspace_id, page_id, id),
  FOREIGN KEY (workspace_id, page_id) REFERENCES watched_page(workspace_id, id)
);

create table person (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  email text,
  avatar text,
  created timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE INDEX person_by_name ON public.person USING btree (workspace_id, lower(name), id);
CREATE INDEX person_email ON public.person USING btree (workspace_id, lower(email)) WHERE (email IS NOT NULL);
CREATE INDEX person_name ON public.person USING btree (workspace_id, lower(name) text_pattern_ops);

create table person_identity (
  workspace_id uuid not null,
  channel text not null,
  actor_id text not null,
  person_id uuid not null,
  handle text,
  url text,
  PRIMARY KEY (workspace_id, channel, actor_id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES person(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX person_identity_handle ON public.person_identity USING btree (workspace_id, lower(handle) text_pattern_ops);
CREATE INDEX person_identity_person ON public.person_identity USING btree (workspace_id, person_id);

create table person_tier (
  workspace_id uuid not null,
  person_id uuid not null,
  tier_id uuid,
  source text not null,
  by_member uuid,
  at timestamp with time zone not null,
  change_id uuid not null,
  PRIMARY KEY (workspace_id, person_id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES person(workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, tier_id) REFERENCES tier(workspace_id, id),
  CHECK ((source = ANY (ARRAY['hand'::text, 'api'::text, 'import'::text])))
);
CREATE INDEX person_tier_tier ON public.person_tier USING btree (workspace_id, tier_id, person_id) WHERE (tier_id IS NOT NULL);

create table person_tier_change (
  workspace_id uuid not null,
  person_id uuid not null,
  id uuid not null,
  change_id uuid not null,
  was_id uuid,
  was_name text,
  was_source text,
  became_id uuid,
  became_name text,
  source text not null,
  by_member uuid,
  at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, person_id, id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES person(workspace_id, id) ON DELETE CASCADE,
  CHECK ((source = ANY (ARRAY['hand'::text, 'api'::text, 'import'::text, 'undo'::text, 'deleted'::text])))
);
CREATE INDEX person_tier_change_change ON public.person_tier_change USING btree (workspace_id, change_id);

create table person_tier_moved (
  workspace_id uuid not null,
  person_id uuid not null,
  PRIMARY KEY (workspace_id, person_id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES person(workspace_id, id) ON DELETE CASCADE
);

create table private_arrival (
  workspace_id uuid not null,
  invitation_id uuid not null,
  activity_id uuid not null,
  conversation_id uuid,
  at timestamp with time zone not null,
  way text not null,
  followed timestamp with time zone,
  refused timestamp with time zone,
  PRIMARY KEY (workspace_id, invitation_id, activity_id),
  FOREIGN KEY (workspace_id, invitation_id) REFERENCES private_invitation(workspace_id, id) ON DELETE CASCADE,
  CHECK ((way = ANY (ARRAY['direct'::text, 'link'::text, 'mail'::text])))
);
CREATE INDEX private_arrival_activity ON public.private_arrival USING btree (workspace_id, activity_id);
CREATE INDEX private_arrival_conversation ON public.private_arrival USING btree (workspace_id, conversation_id);
CREATE INDEX private_arrival_unfollowed ON public.private_arrival USING btree (workspace_id, at) WHERE ((conversation_id IS NOT NULL) AND (followed IS NULL));

create table private_invitation (
  workspace_id uuid not null,
  id uuid not null,
  move_id uuid,
  place integer not null,
  conversation_id uuid not null,
  channel text not null,
  member_id uuid not null,
  created timestamp with time zone not null,
  stage text not null,
  anyway boolean not null default false,
  way text,
  reason text,
  words text,
  delivery_id uuid,
  direct_id uuid,
  settled timestamp with time zone,
  site_id uuid,
  token_hash text,
  expires timestamp with time zone,
  revoked timestamp with time zone,
  told timestamp with time zone,
  closing_id uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  FOREIGN KEY (workspace_id, move_id) REFERENCES private_move(workspace_id, id) ON DELETE CASCADE,
  CHECK ((stage = ANY (ARRAY['queued'::text, 'decided'::text, 'refused'::text, 'cancelled'::text, 'joined'::text, 'erased'::text]))),
  CHECK ((way = ANY (ARRAY['direct'::text, 'link'::text, 'mail'::text])))
);
CREATE INDEX private_invitation_conversation ON public.private_invitation USING btree (workspace_id, conversation_id);
CREATE INDEX private_invitation_direct ON public.private_invitation USING btree (workspace_id, direct_id) WHERE (direct_id IS NOT NULL);
CREATE INDEX private_invitation_expires ON public.private_invitation USING btree (workspace_id, expires) WHERE ((stage = 'decided'::text) AND (told IS NULL));
CREATE INDEX private_invitation_mail ON public.private_invitation USING btree (workspace_id, token_hash) WHERE ((way = 'mail'::text) AND (token_hash IS NOT NULL));
CREATE INDEX private_invitation_queue ON public.private_invitation USING btree (workspace_id, move_id, channel, place) WHERE (stage = 'queued'::text);
CREATE INDEX private_invitation_settled ON public.private_invitation USING btree (workspace_id, channel, settled) WHERE (words IS NOT NULL);
CREATE INDEX private_invitation_under_way ON public.private_invitation USING btree (workspace_id, channel) WHERE ((stage = 'decided'::text) AND (settled IS NULL));
CREATE UNIQUE INDEX private_invitation_once ON public.private_invitation USING btree (workspace_id, move_id, conversation_id) WHERE (move_id IS NOT NULL);

create table private_move (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  way text not null,
  lines jsonb not null,
  hours integer not null,
  total integer not null,
  member_id uuid not null,
  created timestamp with time zone not null,
  approved timestamp with time zone,
  approved_by uuid,
  cancelled timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((way = ANY (ARRAY['direct'::text, 'link'::text, 'mail'::text, 'best'::text])))
);

create table private_setting (
  workspace_id uuid not null,
  setting jsonb not null,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table reader_item (
  workspace_id uuid not null,
  activity_id uuid not null,
  account_id uuid not null,
  published timestamp with time zone not null,
  position bigint not null,
  PRIMARY KEY (workspace_id, activity_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE INDEX reader_item_newest ON public.reader_item USING btree (workspace_id, published, activity_id);
CREATE INDEX reader_item_of ON public.reader_item USING btree (workspace_id, account_id, published);

create table reader_mark (
  workspace_id uuid not null,
  member_id uuid not null,
  activity_id uuid not null,
  read boolean,
  starred timestamp with time zone,
  PRIMARY KEY (workspace_id, member_id, activity_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);
CREATE INDEX reader_mark_starred ON public.reader_mark USING btree (workspace_id, member_id, starred) WHERE (starred IS NOT NULL);

create table reader_place (
  workspace_id uuid not null,
  account_id uuid not null,
  folder text[] not null,
  PRIMARY KEY (workspace_id, account_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK (((cardinality(folder) >= 1) AND (cardinality(folder) <= 5)))
);

create table reader_seen (
  workspace_id uuid not null,
  member_id uuid not null,
  account_id uuid not null,
  position bigint not null,
  PRIMARY KEY (workspace_id, member_id, account_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table readiness (
  workspace_id uuid not null,
  answers jsonb not null,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);

create table rereading (
  workspace_id uuid not null,
  id uuid not null,
  state text not null,
  since timestamp with time zone not null,
  before_published timestamp with time zone,
  before_id uuid,
  total integer not null,
  done integer not null default 0,
  changed integer not null default 0,
  member_id uuid not null,
  at timestamp with time zone not null,
  ended timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'cancelled'::text])))
);
CREATE UNIQUE INDEX rereading_running ON public.rereading USING btree (workspace_id) WHERE (state = 'running'::text);

create table rival (
  workspace_id uuid not null,
  alert_id uuid not null,
  accounts text[] not null,
  voice_id uuid not null,
  others_id uuid not null,
  PRIMARY KEY (workspace_id, alert_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  FOREIGN KEY (workspace_id, alert_id) REFERENCES alert(workspace_id, id) ON DELETE CASCADE
);

create table satisfaction_ask (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  activity_id uuid,
  person_id uuid,
  author_hash text not null,
  assignee_id uuid,
  channel text not null,
  lang text not null,
  closed timestamp with time zone not null,
  decided timestamp with time zone not null,
  skipped text,
  delivery_id uuid,
  token_hash text,
  expires timestamp with time zone,
  score smallint,
  comment text,
  answered timestamp with time zone,
  UNIQUE (workspace_id, conversation_id, closed),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id) ON DELETE CASCADE,
  CHECK (((score >= 1) AND (score <= 5)))
);
CREATE INDEX satisfaction_ask_author ON public.satisfaction_ask USING btree (workspace_id, author_hash, decided) WHERE (skipped IS NULL);
CREATE INDEX satisfaction_ask_decided ON public.satisfaction_ask USING btree (workspace_id, decided);
CREATE INDEX satisfaction_ask_person ON public.satisfaction_ask USING btree (workspace_id, person_id, decided) WHERE ((skipped IS NULL) AND (person_id IS NOT NULL));

create table satisfaction_objection (
  workspace_id uuid not null,
  author_hash text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, author_hash),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table satisfaction_setting (
  workspace_id uuid not null,
  setting jsonb not null,
  since timestamp with time zone not null,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table saved_answer (
  workspace_id uuid not null,
  id uuid not null,
  content jsonb not null,
  name text not null,
  shortcut text,
  search text not null,
  version integer not null,
  approved_version integer,
  approved_by uuid,
  approved_at timestamp with time zone,
  archived timestamp with time zone,
  uses integer not null default 0,
  last_used timestamp with time zone,
  created timestamp with time zone not null,
  changed timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  CHECK ((version > 0))
);
CREATE INDEX saved_answer_name ON public.saved_answer USING btree (workspace_id, name, id);
CREATE UNIQUE INDEX saved_answer_shortcut ON public.saved_answer USING btree (workspace_id, shortcut);

create table saved_answer_version (
  workspace_id uuid not null,
  answer_id uuid not null,
  version integer not null,
  content jsonb not null,
  member_id uuid not null,
  at timestamp with time zone not null,
  restored integer,
  PRIMARY KEY (workspace_id, answer_id, version),
  FOREIGN KEY (workspace_id, answer_id) REFERENCES saved_answer(workspace_id, id) ON DELETE CASCADE
);

create table service (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  emails text[] not null,
  manager text,
  locale text not null,
  reasons jsonb not null,
  fields jsonb not null,
  timing jsonb not null,
  tool jsonb,
  sealed_token text,
  created timestamp with time zone not null,
  archived timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  CHECK (((cardinality(emails) >= 1) AND (cardinality(emails) <= 20))),
  CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text])))
);

create table service_clock (
  workspace_id uuid not null,
  conversation_id uuid not null,
  status text not null,
  waiting_since timestamp with time zone,
  revision integer not null,
  policy_id uuid,
  first_began timestamp with time zone,
  next_began timestamp with time zone,
  matter_began timestamp with time zone,
  matter_closed timestamp with time zone,
  pauses jsonb not null,
  left_kind text,
  left_began timestamp with time zone,
  first_due timestamp with time zone,
  next_due timestamp with time zone,
  matter_due timestamp with time zone,
  due timestamp with time zone,
  due_kind text,
  step_at timestamp with time zone,
  steps_done text[] not null,
  tier_id uuid,
  PRIMARY KEY (workspace_id, conversation_id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id) ON DELETE CASCADE,
  CHECK ((due_kind = ANY (ARRAY['first'::text, 'next'::text, 'resolution'::text])))
);
CREATE INDEX service_clock_due ON public.service_clock USING btree (workspace_id, due, conversation_id) WHERE (due IS NOT NULL);
CREATE INDEX service_clock_live ON public.service_clock USING btree (workspace_id, revision) WHERE (status = ANY (ARRAY['open'::text, 'snoozed'::text]));
CREATE INDEX service_clock_step ON public.service_clock USING btree (workspace_id, step_at) WHERE (step_at IS NOT NULL);

create table service_hook (
  workspace_id uuid not null,
  service_id uuid not null,
  sealed_secret text not null,
  made timestamp with time zone not null,
  sealed_before text,
  before_until timestamp with time zone,
  last_at timestamp with time zone,
  last_event text,
  last_delivery text,
  last_outcome text,
  refused_at timestamp with time zone,
  refused_why text,
  PRIMARY KEY (workspace_id, service_id),
  FOREIGN KEY (workspace_id, service_id) REFERENCES service(workspace_id, id) ON DELETE CASCADE,
  CHECK ((last_outcome = ANY (ARRAY['read'::text, 'ping'::text, 'other'::text, 'unknown'::text, 'again'::text]))),
  CHECK ((refused_why = ANY (ARRAY['unsigned'::text, 'signature'::text, 'late'::text])))
);

create table service_hook_delivery (
  workspace_id uuid not null,
  service_id uuid not null,
  hash bytea not null,
  at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, service_id, hash),
  FOREIGN KEY (workspace_id, service_id) REFERENCES service_hook(workspace_id, service_id) ON DELETE CASCADE
);

create table service_setting (
  workspace_id uuid not null,
  revision integer not null,
  calendars jsonb not null,
  policies jsonb not null,
  changed timestamp with time zone not null,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table service_span (
  workspace_id uuid not null,
  conversation_id uuid not null,
  kind text not null,
  began timestamp with time zone not null,
  ended timestamp with time zone not null,
  by text not null,
  due timestamp with time zone,
  target integer,
  elapsed bigint not null,
  worked bigint not null,
  policy_id uuid,
  channel text not null,
  visibility text not null,
  lang text not null,
  priority smallint not null,
  tier_id uuid,
  PRIMARY KEY (workspace_id, conversation_id, kind, began),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation(workspace_id, id) ON DELETE CASCADE,
  CHECK ((by = ANY (ARRAY['answer'::text, 'done'::text, 'unanswered'::text]))),
  CHECK ((kind = ANY (ARRAY['first'::text, 'next'::text, 'resolution'::text])))
);
CREATE INDEX service_span_ended ON public.service_span USING btree (workspace_id, ended);

create table setup_token (
  id uuid not null,
  token_hash text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  PRIMARY KEY (id)
);

create table sign_in (
  workspace_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  channel text not null,
  account_id uuid,
  token_hash text not null,
  sealed_pending text not null,
  expires timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table site_fall (
  workspace_id uuid not null,
  site_id uuid not null,
  id uuid not null,
  began timestamp with time zone not null,
  told timestamp with time zone not null,
  ended timestamp with time zone,
  fault jsonb not null,
  PRIMARY KEY (workspace_id, site_id, id),
  FOREIGN KEY (workspace_id, site_id) REFERENCES watched_site(workspace_id, id)
);
CREATE UNIQUE INDEX site_fall_open ON public.site_fall USING btree (workspace_id, site_id) WHERE (ended IS NULL);

create table site_file (
  workspace_id uuid not null,
  visitor_id uuid not null,
  attachment_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, visitor_id, attachment_id),
  FOREIGN KEY (workspace_id, visitor_id) REFERENCES site_visitor(workspace_id, id) ON DELETE CASCADE
);

create table site_form (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  name text not null,
  fields jsonb not null,
  thanks jsonb not null,
  version integer not null,
  open boolean not null default true,
  created timestamp with time zone not null,
  changed timestamp with time zone not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
);

create table site_hour (
  workspace_id uuid not null,
  site_id uuid not null,
  hour timestamp with time zone not null,
  up double precision not null,
  down double precision not null,
  answers integer not null,
  took bigint not null,
  most integer not null,
  PRIMARY KEY (workspace_id, site_id, hour),
  FOREIGN KEY (workspace_id, site_id) REFERENCES watched_site(workspace_id, id)
);

create table site_item (
  workspace_id uuid not null,
  visitor_id uuid not null,
  n integer not null,
  activity_id uuid not null,
  ours boolean not null,
  at timestamp with time zone not null,
  taken timestamp with time zone,
  mailed text,
  UNIQUE (workspace_id, activity_id),
  PRIMARY KEY (workspace_id, visitor_id, n),
  FOREIGN KEY (workspace_id, visitor_id) REFERENCES site_visitor(workspace_id, id) ON DELETE CASCADE,
  CHECK ((mailed = ANY (ARRAY['sent'::text, 'failed'::text, 'unknown'::text])))
);

create table site_submission (
  workspace_id uuid not null,
  activity_id uuid not null,
  form_id uuid not null,
  version integer not null,
  visitor_id uuid not null,
  lang text not null,
  answers jsonb not null,
  at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, activity_id),
  FOREIGN KEY (workspace_id, visitor_id) REFERENCES site_visitor(workspace_id, id) ON DELETE CASCADE,
  CHECK ((lang = ANY (ARRAY['fr'::text, 'en'::text])))
);
CREATE INDEX site_submission_form ON public.site_submission USING btree (workspace_id, form_id, at);
CREATE INDEX site_submission_visitor ON public.site_submission USING btree (workspace_id, visitor_id);

create table site_visitor (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  token_hash text not null,
  name text,
  email text,
  lang text not null,
  zone text,
  page text,
  referrer text,
  began timestamp with time zone not null,
  seen timestamp with time zone not null,
  remembered boolean not null default false,
  items integer not null default 0,
  mail_due timestamp with time zone,
  transcripts integer not null default 0,
  UNIQUE (workspace_id, token_hash),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  CHECK ((lang = ANY (ARRAY['fr'::text, 'en'::text])))
);
CREATE INDEX site_visitor_mail ON public.site_visitor USING btree (workspace_id, mail_due) WHERE (mail_due IS NOT NULL);
CREATE INDEX site_visitor_seen ON public.site_visitor USING btree (workspace_id, account_id, seen);

create table stream_cursor (
  workspace_id uuid not null,
  consumer text not null,
  position bigint not null default 0,
  moved timestamp with time zone not null default now(),
  PRIMARY KEY (workspace_id, consumer)
);

create table stream_head (
  workspace_id uuid not null,
  position bigint not null,
  generation bigint not null default 0,
  PRIMARY KEY (workspace_id)
);

create table tally (
  workspace_id uuid not null,
  id uuid not null,
  base text not null,
  alert_id uuid,
  words text,
  without text,
  stopped boolean not null default false,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((base = ANY (ARRAY['brand'::text, 'alert'::text, 'none'::text])))
);

create table teaching (
  workspace_id uuid not null,
  task text not null,
  lang text not null,
  version integer not null,
  state text not null,
  delta bytea,
  figures jsonb not null,
  learnt_on text not null,
  member_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (workspace_id, task, lang, version),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  CHECK ((state = ANY (ARRAY['used'::text, 'kept'::text, 'refused'::text])))
);

create table term_list (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  folded text not null,
  terms text[] not null,
  created timestamp with time zone not null default now(),
  changed timestamp with time zone not null default now(),
  UNIQUE (workspace_id, folded),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table tier (
  workspace_id uuid not null,
  id uuid not null,
  place smallint not null,
  name text not null,
  color text not null,
  weight smallint not null,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK (((weight >= 0) AND (weight <= 25))),
  CHECK ((color = ANY (ARRAY['indigo'::text, 'ember'::text, 'green'::text, 'ochre'::text, 'violet'::text, 'slate'::text])))
);

create table time_choice (
  workspace_id uuid not null,
  member_id uuid not null,
  counted boolean not null,
  shared_since date,
  PRIMARY KEY (workspace_id, member_id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE
);

create table time_entry (
  workspace_id uuid not null,
  member_id uuid not null,
  id uuid not null,
  day date not null,
  area text not null,
  minutes integer not null,
  note text,
  PRIMARY KEY (workspace_id, member_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE,
  CHECK (((minutes >= 1) AND (minutes <= 1440))),
  CHECK ((area = ANY (ARRAY['writing'::text, 'answering'::text, 'watching'::text, 'learning'::text, 'reporting'::text])))
);
CREATE INDEX time_entry_day ON public.time_entry USING btree (workspace_id, member_id, day);

create table time_given (
  workspace_id uuid not null,
  member_id uuid not null,
  day date not null,
  area text not null,
  minutes integer not null default 0,
  seen bit(1560),
  PRIMARY KEY (workspace_id, member_id, day, area),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES member(workspace_id, id) ON DELETE CASCADE,
  CHECK ((area = ANY (ARRAY['writing'::text, 'answering'::text, 'watching'::text, 'learning'::text, 'reporting'::text])))
);
CREATE INDEX time_given_open ON public.time_given USING btree (workspace_id, day) WHERE (seen IS NOT NULL);

create table trait (
  workspace_id uuid not null,
  id uuid not null,
  word text not null,
  description text not null,
  terms jsonb not null,
  opposites jsonb not null,
  query text,
  position integer not null,
  talk_id uuid not null,
  contrary_id uuid,
  created timestamp with time zone not null,
  archived timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK ((word <> ''::text))
);

create table trait_version (
  workspace_id uuid not null,
  trait_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  by_user uuid,
  word text not null,
  description text not null,
  terms jsonb not null,
  opposites jsonb not null,
  query text,
  position integer not null,
  archived boolean not null,
  PRIMARY KEY (workspace_id, trait_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  FOREIGN KEY (workspace_id, trait_id) REFERENCES trait(workspace_id, id) ON DELETE CASCADE
);

create table watched_page (
  workspace_id uuid not null,
  id uuid not null,
  url text not null,
  name text not null,
  kind text not null,
  every text not null,
  part_kind text,
  part text,
  ignore text[] not null,
  robots boolean not null default true,
  assignee_id uuid,
  days integer not null default 7,
  paused boolean not null default false,
  created timestamp with time zone not null default now(),
  next_look timestamp with time zone,
  lease timestamp with time zone,
  accept boolean not null default false,
  anew boolean not null default false,
  etag text,
  modified text,
  looked timestamp with time zone,
  trouble jsonb,
  troubles integer not null default 0,
  moved_to text,
  title text,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK (((days >= 1) AND (days <= 365))),
  CHECK (((part_kind IS NULL) = (part IS NULL))),
  CHECK ((every = ANY (ARRAY['hour'::text, 'day'::text, 'week'::text]))),
  CHECK ((kind = ANY (ARRAY['terms'::text, 'page'::text]))),
  CHECK ((name <> ''::text)),
  CHECK ((part_kind = ANY (ARRAY['selector'::text, 'heading'::text])))
);
CREATE INDEX watched_page_due ON public.watched_page USING btree (workspace_id, next_look) WHERE (next_look IS NOT NULL);

create table watched_site (
  workspace_id uuid not null,
  id uuid not null,
  url text not null,
  name text not null,
  minutes integer not null,
  status integer,
  text text,
  seconds integer not null,
  paused boolean not null default false,
  created timestamp with time zone not null default now(),
  state text not null default 'unknown'::text,
  since timestamp with time zone,
  last timestamp with time zone,
  took integer,
  fault jsonb,
  cut_off boolean not null default false,
  next_look timestamp with time zone,
  lease timestamp with time zone,
  tls_expires timestamp with time zone,
  tls_issuer text,
  tls_looked timestamp with time zone,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id),
  CHECK (((minutes >= 1) AND (minutes <= 60))),
  CHECK (((seconds >= 1) AND (seconds <= 30))),
  CHECK (((status >= 100) AND (status <= 599))),
  CHECK ((name <> ''::text)),
  CHECK ((state = ANY (ARRAY['unknown'::text, 'up'::text, 'doubt'::text, 'down'::text])))
);
CREATE INDEX watched_site_due ON public.watched_site USING btree (workspace_id, next_look) WHERE (next_look IS NOT NULL);

create table webhook_delivery (
  workspace_id uuid not null,
  endpoint_id uuid not null,
  id uuid not null,
  event text not null,
  subject_id uuid,
  state text not null default 'waiting'::text,
  aside boolean not null default false,
  at timestamp with time zone not null default now(),
  next_try timestamp with time zone,
  first_try timestamp with time zone,
  last_try timestamp with time zone,
  tries integer not null default 0,
  status integer,
  duration integer,
  answer text,
  PRIMARY KEY (workspace_id, endpoint_id, id),
  FOREIGN KEY (workspace_id, endpoint_id) REFERENCES webhook_endpoint(workspace_id, id)
);
CREATE INDEX webhook_delivery_aside ON public.webhook_delivery USING btree (workspace_id, endpoint_id, id) WHERE ((state = 'waiting'::text) AND aside);
CREATE INDEX webhook_delivery_at ON public.webhook_delivery USING btree (workspace_id, at);
CREATE INDEX webhook_delivery_waiting ON public.webhook_delivery USING btree (workspace_id, endpoint_id, id) WHERE (state = 'waiting'::text);

create table webhook_endpoint (
  workspace_id uuid not null,
  id uuid not null,
  url text not null,
  verbs text[] not null,
  channels text[] not null,
  alerts uuid[] not null,
  deliveries boolean not null,
  sealed_secret text not null,
  sealed_secret_before text,
  secret_before_until timestamp with time zone,
  enabled boolean not null default true,
  disabled_why text,
  failures integer not null default 0,
  failing_since timestamp with time zone,
  last_success timestamp with time zone,
  resume_at timestamp with time zone,
  lease timestamp with time zone,
  created timestamp with time zone not null default now(),
  matches boolean not null default false,
  alarms boolean not null default false,
  escalations boolean not null default false,
  dues boolean not null default false,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspace(id)
);

create table workspace (
  id uuid not null,
  name text not null,
  time_zone text not null,
  locale text not null,
  demo boolean not null default false,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (id),
  CHECK ((locale = ANY (ARRAY['fr'::text, 'en'::text])))
);

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      raise exception 'rows of % are only ever added', tg_table_name using errcode = 'integrity_constraint_violation';
    end $function$;
