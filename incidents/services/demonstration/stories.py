"""All the stories, by charity."""

from __future__ import annotations

from incidents.services.demonstration import (
    stories_fts_leak,
    stories_fts_outside,
    stories_fts_posts,
    stories_fts_running,
    stories_hsbbh_answers,
    stories_hsbbh_friends,
)
from incidents.services.demonstration.telling import Story

STORIES: tuple[Story, ...] = (
    *stories_fts_posts.STORIES,
    *stories_fts_leak.STORIES,
    *stories_fts_outside.STORIES,
    *stories_fts_running.STORIES,
    *stories_hsbbh_friends.STORIES,
    *stories_hsbbh_answers.STORIES,
)
